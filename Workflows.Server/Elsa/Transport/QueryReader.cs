using System.Globalization;
using Workflows.Engine.Management;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Transport;

/// <summary>Reads query parameters, whose names compare without case; an empty value counts as none.</summary>
internal sealed class QueryReader(HttpContext context)
{
    public const int LargestPage = 10_000;

    public string? Text(string name) => context.Request.Query[name].FirstOrDefault(static v => !string.IsNullOrWhiteSpace(v));

    public IReadOnlyList<string> Texts(string name) => [.. context.Request.Query[name]
        .Where(static v => !string.IsNullOrWhiteSpace(v)).SelectMany(static v => v!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw BodyMembers.Wrong(name, "Must be true or false."),
    };

    public int? Number(string name) => Text(name) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw BodyMembers.Wrong(name, "Must be a whole number."),
    };

    public DefinitionVersions Versions(DefinitionVersions otherwise, string name = "versionOptions") =>
        DefinitionVersions.TryParse(Text(name), otherwise, out var versions)
            ? versions
            : throw BodyMembers.Wrong(name, "Must be Latest, Published, Draft, LatestOrPublished, LatestAndPublished, AllVersions or a number.");

    /// <summary>Offset and length of the page: skip and take, or page (from 0) and pageSize.</summary>
    public (int Offset, int Limit) Page(int otherwise) =>
        Page(Number("page"), Number("pageSize"), Number("skip"), Number("take"), otherwise);

    public static (int Offset, int Limit) Page(int? page, int? pageSize, int? skip, int? take, int otherwise)
    {
        var errors = new FieldErrors();
        foreach (var (name, value, minimum) in new[] { ("page", page, 0), ("pageSize", pageSize, 0), ("skip", skip, 0), ("take", take, 0) })
        {
            if (value < minimum)
            {
                errors.Add(name, "Must not be negative.");
            }
        }

        errors.ThrowIfAny();
        var limit = Math.Min(take ?? (pageSize is null or 0 ? otherwise : pageSize.Value), LargestPage);
        var offset = skip ?? Math.Min((long)(page ?? 0) * limit, int.MaxValue - LargestPage);
        return ((int)offset, limit);
    }
}
