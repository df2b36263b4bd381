using System.Globalization;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>date</c>.</summary>
internal static class DateFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("date");
        group.Add("now", "", static (in Call c) => Value.Of(Now(c.Context)));
        group.Add("utc_now", "", static (in Call c) => Value.Of(c.Context.Now.UtcDateTime));
        group.Add("default_format", "", static (in Call _) => new Value(DateFormatter.Default));
        group.Add("format", "", static (in Call c) => new Value(c.Context.DateFormat ?? DateFormatter.Default));
        group.Add("add_days", "date days", static (in Call c) => Add(c, c.Double(1), static (x, n) => x.AddDays(n)));
        group.Add("add_hours", "date hours", static (in Call c) => Add(c, c.Double(1), static (x, n) => x.AddHours(n)));
        group.Add("add_minutes", "date minutes", static (in Call c) => Add(c, c.Double(1), static (x, n) => x.AddMinutes(n)));
        group.Add("add_seconds", "date seconds", static (in Call c) => Add(c, c.Double(1), static (x, n) => x.AddSeconds(n)));
        group.Add("add_milliseconds", "date millis", static (in Call c) => Add(c, c.Double(1), static (x, n) => x.AddMilliseconds(n)));
        group.Add("add_months", "date months", static (in Call c) => Add(c, c.Int(1), static (x, n) => x.AddMonths((int)n)));
        group.Add("add_years", "date years", static (in Call c) => Add(c, c.Int(1), static (x, n) => x.AddYears((int)n)));
        group.Add("parse", "text pattern? culture?", static (in Call c) => Parse(c));
        group.Add("to_string", "datetime pattern? culture?", static (in Call c) => Format(c, 0, 1, 2));
        group.Add("parse_to_string", "text output_pattern? output_culture? input_pattern? input_culture?", static (in Call c) =>
        {
            var culture = c.Has(4) ? MathFunctions.CultureOf(c, 4) : c.Context.Culture;
            var date = c[0].Kind == ValueKind.Date || !c.Has(0)
                ? c[0]
                : ParseText(c.Context, c.Text(0)!, c.Text(3), culture);
            return date.IsNull
                ? new Value(c.Context.IsLiquid ? c.Text(0) : null)
                : Format(c, date, c.Text(1), c.Has(2) ? MathFunctions.CultureOf(c, 2) : c.Context.Culture);
        });
        return group;
    }

    /// <summary>A date of a date or of a text; null when it is neither.</summary>
    public static Value ToDate(RenderContext context, Value value, Node site)
    {
        switch (value.Kind)
        {
            case ValueKind.Null or ValueKind.Date:
                return value;
            case ValueKind.String:
                var date = ParseText(context, value.AsString, null, context.Culture);
                return date.IsNull ? throw site.Error($"\"{value.AsString}\" is not a date.") : date;
            default:
                throw site.Error($"A date is expected, not {RenderContext.NameOf(value)}.");
        }
    }

    private static DateTime Now(RenderContext context) =>
        TimeZoneInfo.ConvertTime(context.Now, context.TimeZone).DateTime;

    private static Value Add(scoped in Call call, double amount, Func<DateTime, double, DateTime> add)
    {
        var date = ToDate(call.Context, call[0], call.Site);
        try
        {
            return date.Ref switch
            {
                null => default,
                DateTime time => Value.Of(add(time, amount)),
                _ => call.Context.ToOffset(date) is var instant
                    ? Value.Of(new DateTimeOffset(add(instant.DateTime, amount), instant.Offset))
                    : default,
            };
        }
        catch (ArgumentException e)
        {
            throw call.Site.Error("The date is out of range.", e);
        }
    }

    private static Value Parse(scoped in Call call)
    {
        var text = call.Text(0);
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        if (call[0].Kind == ValueKind.Date)
        {
            return call[0];
        }

        var date = ParseText(
            call.Context, text, call.Text(1), call.Has(2) ? MathFunctions.CultureOf(call, 2) : call.Context.Culture);
        return date.IsNull && call.Has(1) ? throw call.Error($"\"{text}\" is not a date of the form `{call.Text(1)}`.") : date;
    }

    private static Value ParseText(RenderContext context, string text, string? pattern, CultureInfo culture)
    {
        if (text.Length == 0)
        {
            return default;
        }

        if (!string.IsNullOrEmpty(pattern))
        {
            if (DateParser.Parse(text, pattern, culture) is not { } parsed)
            {
                return default;
            }

            return Value.Of(parsed.Offset is { } offset ? Local(context, parsed.Date, offset) : parsed.Date);
        }

        if (!DateTime.TryParse(text, culture, DateTimeStyles.RoundtripKind, out var plain))
        {
            return default;
        }

        // A zone in the text is honoured by going to the zone of the rendering.
        if (plain.Kind != DateTimeKind.Unspecified && DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return Value.Of(Local(context, instant.DateTime, instant.Offset));
        }

        return Value.Of(plain);
    }

    private static DateTime Local(RenderContext context, DateTime date, TimeSpan offset)
    {
        var utc = new DateTime(Math.Clamp(date.Ticks - offset.Ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(utc, context.TimeZone), DateTimeKind.Unspecified);
    }

    private static Value Format(scoped in Call call, int date, int pattern, int culture) =>
        Format(
            call,
            ToDate(call.Context, call[date], call.Site),
            call.Text(pattern),
            call.Has(culture) ? MathFunctions.CultureOf(call, culture) : call.Context.Culture);

    private static Value Format(scoped in Call call, Value date, string? pattern, CultureInfo culture)
    {
        if (date.IsNull)
        {
            return default;
        }

        var format = string.IsNullOrEmpty(pattern) ? call.Context.DateFormat ?? DateFormatter.Default : pattern;
        return new Value(DateFormatter.Format(call.Context.ToOffset(date), format, culture));
    }
}
