using System.Globalization;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Problems;
using Workflows.Server.Support;

namespace Workflows.Server.Portal;

/// <summary>What the public pages have in common.</summary>
internal static class Forms
{
    private const string Type = "application/x-www-form-urlencoded";

    /// <summary>The posted fields.</summary>
    /// <exception cref="ProblemException">The body is no form.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.ContentType?.StartsWith(Type, StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new ProblemException(new Problem(415, ProblemCodes.UnsupportedMediaType, $"Send the form as {Type}."));
        }

        try
        {
            return await http.Request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(new Problem(400, ProblemCodes.BadRequest, "The form has too many fields, or they are too long."));
        }
    }

    /// <summary>A field, line ends as everywhere else and without what a database cannot keep. Null: empty.</summary>
    public static string? Text(IFormCollection form, string name)
    {
        var text = form[name].ToString().ReplaceLineEndings("\n").Trim();
        text = string.Concat(text.Where(static c => c is '\n' or '\t' || !char.IsControl(c)));
        return text.Length == 0 ? null : text;
    }

    /// <summary>An instant as people of the zone read it.</summary>
    public static string Local(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, zone)
        .ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A ticket, as pages name it.</summary>
    public static Dictionary<string, object?> Ticket(Ticket ticket) => new()
    {
        ["number"] = ticket.Number,
        ["subject"] = ticket.Subject,
        ["status"] = Outcomes.Word(ticket.Status).Replace('_', ' '),
    };
}
