namespace Workflows.Server.Http.Problems;

/// <summary>Collects everything that is wrong with a request, so that one answer names all of it.</summary>
public sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _errors.Count > 0;

    /// <summary>Notes a problem.</summary>
    public void Add(string field, string message)
    {
        if (!_errors.TryGetValue(field, out var messages))
        {
            _errors[field] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>A text of limited length, not blank. Gives it trimmed.</summary>
    public string Text(string field, string? value, int maximum, int minimum = 1)
    {
        var text = value?.Trim() ?? string.Empty;
        if (text.Length < minimum)
        {
            Add(field, minimum == 1 ? "Must not be empty." : $"Must have at least {minimum} characters.");
        }
        else if (text.Length > maximum)
        {
            Add(field, $"Must have at most {maximum} characters.");
        }
        else if (text.Any(static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Add(field, "Must not contain control characters.");
        }

        return text;
    }

    /// <summary>One of the given words.</summary>
    public void OneOf(string field, string? value, params ReadOnlySpan<string> allowed)
    {
        if (value is null || !allowed.Contains(value))
        {
            Add(field, $"Must be one of: {string.Join(", ", allowed)}.");
        }
    }

    /// <summary>An IANA zone that this machine knows.</summary>
    public void Zone(string field, string? value)
    {
        if (value is null || !TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone) || !zone.HasIanaId)
        {
            Add(field, "Must be an IANA time zone such as Europe/Berlin.");
        }
    }

    /// <summary>An address of the form local@domain, at most 254 characters (RFC 5321).</summary>
    public void MailAddress(string field, string? value)
    {
        if (value is null || value.Length > 254 || value.Any(char.IsWhiteSpace)
            || !System.Net.Mail.MailAddress.TryCreate(value, out var address)
            || address.Address != value || !address.Host.Contains('.', StringComparison.Ordinal))
        {
            Add(field, "Must be an e-mail address.");
        }
    }

    /// <summary>Throws a 400 that lists everything noted.</summary>
    /// <exception cref="ProblemException">Anything was noted.</exception>
    public void ThrowIfAny()
    {
        if (!Any)
        {
            return;
        }

        throw new ProblemException(new Problem(400, ProblemCodes.Validation, Summary())
        {
            Errors = _errors.ToDictionary(static p => p.Key, static p => (IReadOnlyList<string>)p.Value, StringComparer.Ordinal),
        });
    }

    private string Summary() => _errors.Count == 1
        ? $"{_errors.Keys.First()}: {_errors.Values.First()[0]}"
        : $"{_errors.Count} fields are not valid: {string.Join(", ", _errors.Keys.Order(StringComparer.Ordinal))}.";
}
