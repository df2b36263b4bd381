namespace Workflows.Templates.Functions;

/// <summary>The group <c>timespan</c>.</summary>
internal static class TimeSpanFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("timespan");
        group.AddValue("zero", Value.Of(TimeSpan.Zero));
        group.Add("from_days", "days", static (in Call c) => From(c, TimeSpan.TicksPerDay));
        group.Add("from_hours", "hours", static (in Call c) => From(c, TimeSpan.TicksPerHour));
        group.Add("from_minutes", "minutes", static (in Call c) => From(c, TimeSpan.TicksPerMinute));
        group.Add("from_seconds", "seconds", static (in Call c) => From(c, TimeSpan.TicksPerSecond));
        group.Add("from_milliseconds", "millis", static (in Call c) => From(c, TimeSpan.TicksPerMillisecond));
        group.Add("parse", "text", static (in Call c) =>
            TimeSpan.TryParse(c.Text(0), c.Context.Culture, out var span)
                ? Value.Of(span)
                : throw c.Error($"\"{c.Text(0)}\" is not a time span."));
        return group;
    }

    private static Value From(scoped in Call call, long ticksPerUnit)
    {
        var ticks = call.Double(0) * ticksPerUnit;
        return ticks is > long.MinValue and < long.MaxValue
            ? Value.Of(TimeSpan.FromTicks((long)ticks))
            : throw call.Error("The time span is out of range.");
    }
}
