using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.MailInbound;

/// <summary><c>/api/mail/inbound</c>: where a mail system or provider posts what comes back.</summary>
internal static class InboundEndpoints
{
    private const int MostBytes = 104_857_600;

    public static void MapMailInbound(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/mail/inbound", TakeAsync).AllowAnonymous().WithTags("messages")
            .Accepts<string>("message/rfc822", "application/json")
            .WithMetadata(NoIdempotencyKey.Instance, new RequestSizeLimitAttribute(MostBytes))
            .WithSummary("Takes a bounce, complaint or auto-reply as it was received, or a provider's JSON notice; signed with X-Workflows-Signature.");

    private static async Task<Ok<InboundOutcome>> TakeAsync(
        HttpRequest request, InboundDesk desk, IOptions<MailInboundOptions> options, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookSecret is not { } secret)
        {
            throw new ProblemException(Problem.NotFound("address"));
        }

        var body = await ReadAsync(request, options.Value.MaxBytes, cancellationToken);

        // Signatures come from another machine's clock, which no simulation moves.
        if (!WebhookSignature.IsValid(
            request.Headers[WebhookSignature.Header], secret, body, TimeProvider.System.GetUtcNow(), options.Value.WebhookTolerance))
        {
            throw new ProblemException(new Problem(401, ProblemCodes.NotSignedIn, $"{WebhookSignature.Header} does not sign this body, or is too old."));
        }

        if (body.Length == 0)
        {
            throw new ProblemException(Problem.Invalid("body", "Must be a mail as it was received, or a provider's notice."));
        }

        // The classifier knows providers' notices by the mails that carry them.
        var mail = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true
            ? [.. "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"u8, .. body]
            : body;
        return TypedResults.Ok(await desk.TakeAsync(mail, InboundSource.Webhook, cancellationToken));
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
            {
                throw new ProblemException(new Problem(413, ProblemCodes.BodyTooLarge, $"A mail may have at most {most} bytes."));
            }
        }

        return body.ToArray();
    }
}
