using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Values;

internal enum Kind
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Symbol,
    Object,
    /// <summary>A binding that is not initialised yet, or a hole of an array; never seen by scripts.</summary>
    Empty,
}

internal sealed class ValueTag(Kind kind)
{
    public readonly Kind Kind = kind;
}

/// <summary>
/// A value of the script: 16 bytes, so it travels in two registers. The reference tells the kind; the number holds numbers and booleans.
/// </summary>
internal readonly struct JsValue
{
    private static readonly ValueTag NumberTag = new(Kind.Number);
    private static readonly ValueTag BooleanTag = new(Kind.Boolean);
    private static readonly ValueTag NullTag = new(Kind.Null);
    private static readonly ValueTag EmptyTag = new(Kind.Empty);

    public readonly object? Ref;
    public readonly double Num;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private JsValue(object? reference, double number)
    {
        Ref = reference;
        Num = number;
    }

    public static JsValue Undefined => default;

    public static JsValue Null => new(NullTag, 0);

    public static JsValue True => new(BooleanTag, 1);

    public static JsValue False => new(BooleanTag, 0);

    public static JsValue Empty => new(EmptyTag, 0);

    public static JsValue NaN => new(NumberTag, double.NaN);

    public bool IsUndefined => Ref is null;

    public bool IsNull => ReferenceEquals(Ref, NullTag);

    public bool IsNullish => Ref is null || ReferenceEquals(Ref, NullTag);

    public bool IsNumber
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Ref, NumberTag);
    }

    public bool IsBoolean
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Ref, BooleanTag);
    }

    public bool IsEmpty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ReferenceEquals(Ref, EmptyTag);
    }

    public bool IsString => Ref is string or Rope;

    public bool IsSymbol => Ref is JsSymbol;

    public bool IsObject => Ref is JsObject;

    public bool IsTrue => ReferenceEquals(Ref, BooleanTag) && Num != 0;

    public bool IsCallable => Ref is JsFunction;

    public Kind Kind => Ref switch
    {
        null => Kind.Undefined,
        ValueTag tag => tag.Kind,
        string or Rope => Kind.String,
        JsSymbol => Kind.Symbol,
        _ => Kind.Object,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsValue Of(double number) => new(NumberTag, number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsValue Of(bool value) => new(BooleanTag, value ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsValue Of(string value) => new(value, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsValue Of(JsObject value) => new(value, 0);

    public static JsValue Of(JsSymbol value) => new(value, 0);

    public static JsValue Of(Rope value) => new(value, 0);

    /// <summary>An object, or null when there is none.</summary>
    public static JsValue OrNull(JsObject? value) => value is null ? Null : new(value, 0);

    /// <summary>An object, or undefined when there is none.</summary>
    public static JsValue OrUndefined(JsObject? value) => new(value, 0);

    /// <summary>Carries an internal reference (an accessor pair, a lazy built-in) through a property slot.</summary>
    public static JsValue Internal(object reference) => new(reference, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsObject? AsObject() => Ref as JsObject;

    public JsFunction? AsFunction() => Ref as JsFunction;

    /// <summary>The flat text of a value that is known to be a string.</summary>
    public string AsString() => Ref as string ?? ((Rope)Ref!).Flatten();

    public int StringLength => Ref is string s ? s.Length : ((Rope)Ref!).Length;
}
