using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.BuiltIns;

internal static class Arguments
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsValue At(this ReadOnlySpan<JsValue> arguments, int index) => index < arguments.Length ? arguments[index] : default;

    /// <summary>A callback argument, or a TypeError.</summary>
    public static JsFunction Callback(this ReadOnlySpan<JsValue> arguments, Realm realm, int index) =>
        arguments.At(index).AsFunction() ?? throw realm.TypeError($"{Operators.Preview(arguments.At(index))} is not a function");

    /// <summary>A relative position as slice and its relatives take it: negative counts from the end.</summary>
    public static double Relative(Realm realm, in JsValue value, double length, double standard)
    {
        if (value.IsUndefined)
        {
            return standard;
        }

        var position = Operators.ToInteger(realm, value);
        return position < 0 ? Math.Max(length + position, 0) : Math.Min(position, length);
    }
}
