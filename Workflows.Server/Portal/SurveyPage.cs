using System.Globalization;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Surveys;

namespace Workflows.Server.Portal;

/// <summary><c>/survey/{token}</c>: the page behind a survey's link. Mail scanners may open it as often as they like; only the form answers.</summary>
internal static class SurveyPage
{
    private const string AnswerPrefix = "answers.";

    public static void MapSurveyPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/survey").AllowAnonymous().ExcludeFromDescription();
        page.MapGet("/{token}", ShowAsync);
        page.MapPost("/{token}", AnswerAsync);
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext http, LinkDoor door, SurveyDesk desk, PublicPages pages, CancellationToken cancellationToken)
    {
        var link = await door.OpenAsync(LinkKind.Survey, token, cancellationToken);
        var sheet = link is null ? null : await desk.FindAsync(link.Id, cancellationToken);
        return link is null || sheet is null
            ? await UnknownAsync(http, pages)
            : await SheetAsync(http, pages, link, sheet, sheet.Given, null);
    }

    private static async Task<IResult> AnswerAsync(
        string token, HttpContext http, LinkDoor door, SurveyDesk desk, PublicPages pages, CancellationToken cancellationToken)
    {
        var link = await door.OpenAsync(LinkKind.Survey, token, cancellationToken);
        var sheet = link is null ? null : await desk.FindAsync(link.Id, cancellationToken);
        if (link is null || sheet is null)
        {
            return await UnknownAsync(http, pages);
        }

        var form = await Forms.ReadAsync(http, cancellationToken);
        var answers = form.Keys.Where(static k => k.StartsWith(AnswerPrefix, StringComparison.Ordinal))
            .Select(k => (Key: k[AnswerPrefix.Length..], Text: Forms.Text(form, k))).Where(static a => a.Text is not null)
            .ToDictionary(static a => a.Key, static a => a.Text!, StringComparer.Ordinal);
        var score = int.TryParse(form["score"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var outcome = await desk.AnswerAsync(link.Id, new SurveyAnswer(score, Forms.Text(form, "comment"), answers), cancellationToken);

        // The answer's page is asked for anew: reloading it sends nothing.
        return outcome is ChangeOutcome<SurveyResponse>.Invalid bad
            ? await SheetAsync(http, pages, link, sheet, null, bad.Errors.ContainsKey("score") ? "Please choose a number." : bad.Errors.First().Value[0])
            : Results.Redirect($"/survey/{token}");
    }

    private static Task<IResult> UnknownAsync(HttpContext http, PublicPages pages) => pages.TellAsync(
        http, StatusCodes.Status404NotFound, "Survey", "This link leads nowhere",
        "Please check that it was copied completely from the mail.");

    private static Task<IResult> SheetAsync(
        HttpContext http, PublicPages pages, OpenedLink link, SurveySheet sheet, SurveyResponse? given, string? error) => sheet.State switch
        {
            SurveyState.Expired => pages.TellAsync(
                http, StatusCodes.Status410Gone, link.Firm, "This survey is over", "Thank you for your interest; the link has expired."),
            SurveyState.Answered => pages.TellAsync(
                http, StatusCodes.Status200OK, link.Firm, "Thank you", "Your answer is recorded. It cannot be changed any more."),
            _ => pages.ShowAsync(
                http, "survey", Model(link, sheet, given, error),
                error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest),
        };

    private static Dictionary<string, object?> Model(OpenedLink link, SurveySheet sheet, SurveyResponse? given, string? error)
    {
        var scale = SurveyScale.Of(sheet.Wording.Kind);
        return new Dictionary<string, object?>
        {
            ["firm"] = link.Firm,
            ["title"] = given is null ? "How did we do?" : "Thank you",
            ["error"] = error,
            ["given"] = given is not null,
            ["changeable_until"] = given is null ? null : Forms.Local(given.CreatedAt.AddDays(1), link.Zone),
            ["ticket"] = Forms.Ticket(sheet.Ticket),
            ["question"] = sheet.Wording.Question,
            ["scale"] = Enumerable.Range(scale.Lowest, scale.Highest - scale.Lowest + 1).ToList(),
            ["lowest"] = scale.Lowest,
            ["highest"] = scale.Highest,
            ["lowest_means"] = scale.LowestMeans,
            ["highest_means"] = scale.HighestMeans,
            ["score"] = given?.Score,
            ["comment"] = given?.Comment,
            ["questions"] = sheet.Wording.Questions.Select(q => new Dictionary<string, object?>
            {
                ["key"] = q.Key,
                ["text"] = q.Text,
                ["answer"] = given?.Answers.GetValueOrDefault(q.Key),
            }).ToList(),
        };
    }
}
