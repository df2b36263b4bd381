using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Json;

/// <summary>Turns a serializer's complaint into a problem that names the field and not our types.</summary>
internal static partial class JsonProblem
{
    public static Problem From(JsonException exception)
    {
        var message = exception.Message;
        var path = PathOf(exception);
        if (Unknown().Match(message) is { Success: true } unknown)
        {
            return Problem.Invalid(Child(path, unknown.Groups["name"].Value), "There is no such member here.");
        }

        if (Duplicate().Match(message) is { Success: true } twice)
        {
            return Problem.Invalid(Child(path, twice.Groups["name"].Value), "The member occurs twice.");
        }

        if (Missing().Match(message) is { Success: true } missing)
        {
            var errors = new FieldErrors();
            foreach (Match name in Quoted().Matches(missing.Groups["names"].Value))
            {
                errors.Add(Child(path, name.Groups["name"].Value), "The member is required.");
            }

            return Thrown(errors);
        }

        if (message.StartsWith(TextConverter.Refusal, StringComparison.Ordinal))
        {
            return Problem.Invalid(path, "Must not contain control characters.");
        }

        if (message.StartsWith("as a string", StringComparison.Ordinal))
        {
            return Problem.Invalid(path, "Must be a string.");
        }

        if (message.Contains("doesn't allow", StringComparison.Ordinal) && message.Contains("null", StringComparison.Ordinal))
        {
            return Problem.Invalid(path, "Must not be null.");
        }

        if (Wrong().Match(message) is { Success: true } wrong)
        {
            return Problem.Invalid(path, $"Must be {Expected(wrong.Groups["type"].Value, exception.InnerException?.Message, path)}.");
        }

        return new Problem(400, ProblemCodes.MalformedJson, Position(exception));
    }

    private static Problem Thrown(FieldErrors errors)
    {
        try
        {
            errors.ThrowIfAny();
        }
        catch (ProblemException problem)
        {
            return problem.Problem;
        }

        return new Problem(400, ProblemCodes.Validation, "A required member is missing.");
    }

    private static string Position(JsonException exception) => exception.LineNumber is { } line
        ? $"The body is not valid JSON at line {line + 1}, byte {exception.BytePositionInLine}."
        : "The body is not valid JSON.";

    private static string PathOf(JsonException exception) => exception.Path switch
    {
        null or "" or "$" => "$",
        var path when path.StartsWith("$.", StringComparison.Ordinal) => path[2..],
        var path => path[1..],
    };

    private static string Child(string path, string name) =>
        path == "$" ? name : path == name || path.EndsWith('.' + name, StringComparison.Ordinal) ? path : $"{path}.{name}";

    private static string Expected(string type, string? cause, string path) => type switch
    {
        _ when cause?.Contains("as a string", StringComparison.Ordinal) == true => "a string",
        _ when cause?.Contains("as a boolean", StringComparison.Ordinal) == true => "true or false",
        _ when type.Contains("Boolean", StringComparison.Ordinal) => "true or false",
        _ when type.Contains("DateTimeOffset", StringComparison.Ordinal) => "an instant such as 2026-05-04T09:30:00Z",
        _ when type.Contains("DateOnly", StringComparison.Ordinal) => "a date such as 2026-05-04",
        _ when type.Contains("TimeOnly", StringComparison.Ordinal) => "a time of day such as 09:30",
        _ when type.Contains("TimeSpan", StringComparison.Ordinal) => "a duration such as 00:30:00",
        _ when type.Contains("Guid", StringComparison.Ordinal) => "a UUID",
        _ when type.Contains("Int32", StringComparison.Ordinal) || type.Contains("Int64", StringComparison.Ordinal)
            || type.Contains("Int16", StringComparison.Ordinal) => "a whole number",
        _ when type.Contains("Decimal", StringComparison.Ordinal) || type.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when type.Contains("List", StringComparison.Ordinal) || type.Contains("[]", StringComparison.Ordinal) => "an array",
        _ when type.Contains("System.String", StringComparison.Ordinal) => "a string",
        _ when path == "$" => "an object",
        _ => "a value of the documented kind",
    };

    [GeneratedRegex("^The JSON property '(?<name>.+?)' could not be mapped", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Unknown();

    [GeneratedRegex("^Duplicate property '(?<name>.+?)'", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Duplicate();

    [GeneratedRegex("was missing required properties including: (?<names>.+?)\\.?$", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Missing();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON value could not be converted to (?<type>.+?)\\. Path", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Wrong();
}
