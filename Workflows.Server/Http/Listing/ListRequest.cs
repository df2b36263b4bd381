using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Listing;

/// <summary>
/// The query of a list, checked against the endpoint's <see cref="ListShape"/>: unknown names, unknown orders and values of the
/// wrong kind are a 400 that names them all. Bound from the request as a handler parameter.
/// </summary>
public sealed class ListRequest
{
    /// <summary>Rows of a page when nothing is said.</summary>
    public const int DefaultPageSize = 25;

    /// <summary>The most rows of a page.</summary>
    public const int MaximumPageSize = 100;

    private const int MaximumPage = 1_000_000;
    private const int MaximumValueLength = 200;

    private readonly IQueryCollection _query;
    private readonly FieldErrors _errors = new();
    private readonly string _path;

    private ListRequest(HttpContext context, ListShape shape)
    {
        _query = context.Request.Query;
        _path = context.Request.PathBase.Add(context.Request.Path).Value ?? "/";
        foreach (var name in _query.Keys.Except(shape.Names, StringComparer.Ordinal))
        {
            _errors.Add(name, $"There is no such filter. Known: {string.Join(", ", shape.Names.Order(StringComparer.Ordinal))}.");
        }

        foreach (var (name, values) in _query.Where(static pair => pair.Value.Count > 1))
        {
            _errors.Add(name, $"Occurs {values.Count} times; give it once.");
        }

        PageNumber = Number("page", 1, MaximumPage) ?? 1;
        PageSize = Number("page_size", 1, MaximumPageSize) ?? DefaultPageSize;
        Orders = ReadOrders(shape);
        Search = shape.Search is null ? null : Text("search");
        CreatedAfter = shape is { ByCreation: true, IsReport: false } ? Instant("created_after") : null;
        CreatedBefore = shape is { ByCreation: true, IsReport: false } ? Instant("created_before") : null;
    }

    /// <summary>The page, from 1.</summary>
    public int PageNumber { get; }

    /// <summary>Rows of a page, 1 to <see cref="MaximumPageSize"/>.</summary>
    public int PageSize { get; }

    /// <summary>Rows before the page.</summary>
    public int Offset => (int)Math.Min((long)(PageNumber - 1) * PageSize, int.MaxValue);

    /// <summary>The orders in turn; never empty.</summary>
    public IReadOnlyList<ListOrder> Orders { get; }

    /// <summary>Text to look for; null for none.</summary>
    public string? Search { get; }

    /// <summary>Made at this instant or later; null for any.</summary>
    public DateTimeOffset? CreatedAfter { get; }

    /// <summary>Made before this instant; null for any.</summary>
    public DateTimeOffset? CreatedBefore { get; }

    /// <summary>Binds the request; the framework calls it.</summary>
    public static ValueTask<ListRequest> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var shape = context.GetEndpoint()?.Metadata.GetMetadata<ListShape>()
            ?? throw new InvalidOperationException("An endpoint with a ListRequest needs WithList(...).");
        return ValueTask.FromResult(new ListRequest(context, shape));
    }

    /// <summary>A text filter; null when absent.</summary>
    public string? Text(string name)
    {
        if (Raw(name) is not { } value)
        {
            return null;
        }

        if (value.Length is 0 or > MaximumValueLength || value.Contains('\0', StringComparison.Ordinal))
        {
            _errors.Add(name, $"Must have 1 to {MaximumValueLength} characters.");
            return null;
        }

        return value;
    }

    /// <summary>A UUID filter; null when absent.</summary>
    public Guid? Id(string name) => Parse<Guid>(name, "a UUID", static (string s, out Guid v) => Guid.TryParse(s, out v));

    /// <summary>A true/false filter; null when absent.</summary>
    public bool? Flag(string name) => Parse<bool>(name, "true or false", static (string s, out bool v) =>
    {
        v = s == "true";
        return v || s == "false";
    });

    /// <summary>An instant with offset; null when absent.</summary>
    public DateTimeOffset? Instant(string name) => Parse<DateTimeOffset>(
        name, "an instant with offset such as 2026-05-04T09:30:00Z", static (string s, out DateTimeOffset v) =>
        {
            var styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            return DateTimeOffset.TryParse(s, CultureInfo.InvariantCulture, styles, out v)
                && (s.Contains('Z', StringComparison.Ordinal) || s.LastIndexOfAny(['+', '-']) > 9 || s.Length == 10 || s.Contains(' ', StringComparison.Ordinal));
        });

    /// <summary>A whole number in a range; null when absent.</summary>
    public int? Number(string name, int minimum, int maximum)
    {
        var number = Parse<int>(name, $"a whole number from {minimum} to {maximum}", static (string s, out int v) =>
            int.TryParse(s, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out v));
        if (number is { } n && (n < minimum || n > maximum))
        {
            _errors.Add(name, $"Must be a whole number from {minimum} to {maximum}.");
            return null;
        }

        return number;
    }

    /// <summary>A word of an enum in snake_case; null when absent.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Raw(name) is not { } value)
        {
            return null;
        }

        foreach (var member in Enum.GetValues<T>())
        {
            if (string.Equals(Snake(member), value, StringComparison.Ordinal))
            {
                return member;
            }
        }

        _errors.Add(name, $"Must be one of: {string.Join(", ", Enum.GetValues<T>().Select(Snake))}.");
        return null;
    }

    /// <summary>One of the given words; null when absent.</summary>
    public string? Word(string name, params ReadOnlySpan<string> allowed)
    {
        var value = Raw(name);
        if (value is null || allowed.Contains(value))
        {
            return value;
        }

        _errors.Add(name, $"Must be one of: {string.Join(", ", allowed)}.");
        return null;
    }

    /// <summary>Throws the 400 that lists everything wrong so far. Call it after the last filter was read.</summary>
    /// <exception cref="ProblemException">Something is wrong.</exception>
    public void Check() => _errors.ThrowIfAny();

    /// <summary>The order for lists that sort by one member; a second one is a 400.</summary>
    public string SingleOrder()
    {
        if (Orders.Count > 1)
        {
            _errors.Add("ordering", "This list takes one order.");
            Check();
        }

        return Orders[0].ToString();
    }

    /// <summary>Notes a problem with a filter for <see cref="Check"/>.</summary>
    public void Refuse(string name, string message) => _errors.Add(name, message);

    /// <summary>The answer.</summary>
    /// <exception cref="ProblemException">404 <c>invalid_page</c>: the page is past the end (page 1 never is).</exception>
    public Paged<T> Answer<T>(long count, IReadOnlyList<T> rows)
    {
        Check();
        if (PageNumber > 1 && Offset >= count)
        {
            throw new ProblemException(new Problem(
                404, ProblemCodes.InvalidPage, $"Page {PageNumber} is past the end: {count} rows in pages of {PageSize}."));
        }

        var next = (long)PageNumber * PageSize < count ? Link(PageNumber + 1) : null;
        return new Paged<T>(count, next, PageNumber > 1 ? Link(PageNumber - 1) : null, rows);
    }

    private static string Snake<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString());

    private List<ListOrder> ReadOrders(ListShape shape)
    {
        var orders = new List<ListOrder>();
        var asked = Raw("ordering") ?? shape.DefaultOrdering;
        foreach (var word in asked.Split(',', StringSplitOptions.TrimEntries))
        {
            var order = new ListOrder(word.TrimStart('-'), word.StartsWith('-'));
            if (shape.Orderings.Contains(order.Member, StringComparer.Ordinal) && word == order.ToString())
            {
                orders.Add(order);
            }
            else
            {
                _errors.Add("ordering", $"Cannot order by '{word}'. Known: {string.Join(", ", shape.Orderings)}, each also with a leading minus.");
            }
        }

        return orders;
    }

    private string? Raw(string name) => _query.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

    private T? Parse<T>(string name, string kind, Parser<T> parser)
        where T : struct
    {
        if (Raw(name) is not { } value)
        {
            return null;
        }

        if (parser(value, out var parsed))
        {
            return parsed;
        }

        _errors.Add(name, $"Must be {kind}.");
        return null;
    }

    // A path without scheme and host: the Host header of a request proves nothing.
    private string Link(int page)
    {
        var query = new StringBuilder(_path);
        var pairs = _query.Where(static pair => pair.Key != "page")
            .Select(static pair => KeyValuePair.Create(pair.Key, pair.Value[0]))
            .Append(KeyValuePair.Create("page", (string?)page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString(query.ToString(), pairs);
    }

    private delegate bool Parser<T>(string text, out T value);
}
