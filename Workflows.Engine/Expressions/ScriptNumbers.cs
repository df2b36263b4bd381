namespace Workflows.Engine.Expressions;

/// <summary>Numbers of scripts are doubles; whole ones become integers, as people mean them.</summary>
internal static class ScriptNumbers
{
    private const double Exact = 9_007_199_254_740_992;

    public static object? Whole(object? value) => value switch
    {
        double number when Math.Abs(number) < Exact && Math.Floor(number) == number => number is >= int.MinValue and <= int.MaxValue ? (int)number : (long)number,
        List<object?> items => items.ConvertAll(Whole),
        Dictionary<string, object?> members => members.ToDictionary(pair => pair.Key, pair => Whole(pair.Value)),
        _ => value,
    };
}
