using System.Globalization;
using Microsoft.Net.Http.Headers;
using Workflows.Domain.Shared.Data;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Concurrency;

/// <summary>Row versions as <c>ETag</c> and <c>If-Match</c> (C-OCC, RFC 9110).</summary>
internal static class EntityTags
{
    /// <summary>The strong entity tag of a row version.</summary>
    public static string Of(uint version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Tells the caller which version it got.</summary>
    public static void Show(this HttpResponse response, IRowVersioned row) => response.Headers.ETag = Of(row.RowVersion);

    /// <summary>
    /// The version that the caller wants to change; null when it does not say (no <c>If-Match</c>, or <c>*</c>).
    /// </summary>
    /// <exception cref="ProblemException">412: the header names no version that this row can have.</exception>
    public static uint? ExpectedVersion(this HttpRequest request)
    {
        var values = request.Headers.IfMatch;
        if (values.Count == 0 || values is ["*"])
        {
            return null;
        }

        if (EntityTagHeaderValue.TryParseList(values, out var tags)
            && tags is [{ IsWeak: false } tag]
            && uint.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        throw Stale();
    }

    /// <summary>Refuses the request when <c>If-Match</c> names another version than the row has. Call it with the row locked.</summary>
    /// <exception cref="ProblemException">412.</exception>
    public static void RequireMatch(this HttpRequest request, IRowVersioned row)
    {
        if (request.ExpectedVersion() is { } version && version != row.RowVersion)
        {
            throw Stale();
        }
    }

    private static ProblemException Stale() =>
        new(new Problem(412, ProblemCodes.Stale, "The row has changed since the version in If-Match. Read it again."));
}
