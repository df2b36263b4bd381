using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Templates.Evaluation;

/// <summary>
/// A value of the language. Booleans and the common numbers live in the struct, so that arithmetic allocates nothing;
/// everything else is a reference.
/// </summary>
internal readonly struct Value
{
    private static readonly ValueTag BoolTag = new(ValueKind.Bool);
    private static readonly ValueTag IntTag = new(ValueKind.Int);
    private static readonly ValueTag LongTag = new(ValueKind.Long);
    private static readonly ValueTag DoubleTag = new(ValueKind.Double);

    public readonly object? Ref;
    private readonly long _bits;

    private Value(object? reference, long bits)
    {
        Ref = reference;
        _bits = bits;
    }

    public Value(string? text)
    {
        Ref = text;
        _bits = 0;
    }

    public Value(int number)
    {
        Ref = IntTag;
        _bits = number;
    }

    public Value(long number)
    {
        Ref = number is >= int.MinValue and <= int.MaxValue ? IntTag : LongTag;
        _bits = number;
    }

    public Value(double number)
    {
        Ref = DoubleTag;
        _bits = BitConverter.DoubleToInt64Bits(number);
    }

    public Value(bool truth)
    {
        Ref = BoolTag;
        _bits = truth ? 1 : 0;
    }

    public static Value Null => default;

    public bool IsNull => Ref is null;

    public bool IsInt => ReferenceEquals(Ref, IntTag);

    public bool IsDouble => ReferenceEquals(Ref, DoubleTag);

    public bool IsBool => ReferenceEquals(Ref, BoolTag);

    public bool IsInteger => ReferenceEquals(Ref, IntTag) || ReferenceEquals(Ref, LongTag);

    public int AsInt => (int)_bits;

    public long AsLong => _bits;

    public bool AsBool => _bits != 0;

    public double AsDouble => BitConverter.Int64BitsToDouble(_bits);

    public string AsString => Ref as string ?? ((TrustedHtml)Ref!).Html;

    public bool IsString => Ref is string or TrustedHtml;

    /// <summary>Null and false are false, everything else is true: also zero and the empty string.</summary>
    public bool IsTrue => Ref is not null && (!IsBool || _bits != 0) && !ReferenceEquals(Ref, EmptyObject.Instance);

    public bool IsNumber => Kind is >= ValueKind.Int and <= ValueKind.BigInteger;

    public ValueKind Kind => Ref is null ? ValueKind.Null : Ref is ValueTag tag ? tag.Kind : Classify(Ref);

    /// <summary>Wraps a reference that is known to be none of the plain types.</summary>
    public static Value Of(object? reference) => new(reference, 0);

    public static Value From(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? new Value((long)number) : new Value(number, 0);

    public static Value From(ulong number) => number <= long.MaxValue ? new Value((long)number) : new Value((BigInteger)number, 0);

    public static Value From(object? value) => value switch
    {
        null => default,
        string s => new Value(s),
        int i => new Value(i),
        bool b => new Value(b),
        double d => new Value(d),
        long l => new Value(l),
        Value v => v,
        byte n => new Value((int)n),
        sbyte n => new Value((int)n),
        short n => new Value((int)n),
        ushort n => new Value((int)n),
        uint n => new Value((long)n),
        ulong n => From(n),
        char c => new Value(c.ToString()),
        BigInteger n => From(n),
        JsonElement e => Json.ToValue(e),
        JsonValue v => Json.ToValue(v),
        Delegate d => Of(DelegateFunction.ForModel(d)),
        Guid g => new Value(g.ToString()),
        decimal or DateTime or DateTimeOffset or float or System.TimeSpan => new Value(value, 0),
        _ => Tasks.TryGetTask(value, out var task) ? Of(new PendingValue(task)) : new Value(value, 0),
    };

    public object? ToObject() => Ref is not ValueTag tag ? Ref : tag.Kind switch
    {
        ValueKind.Bool => _bits != 0,
        ValueKind.Int => (int)_bits,
        ValueKind.Long => _bits,
        _ => AsDouble,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueKind Classify(object reference) => reference switch
    {
        string or TrustedHtml => ValueKind.String,
        TemplateArray => ValueKind.Array,
        TemplateObject => ValueKind.Object,
        TemplateFunction => ValueKind.Function,
        ValueRange => ValueKind.Range,
        JsonElement e => e.ValueKind == JsonValueKind.Array ? ValueKind.Array : ValueKind.Object,
        DateTime or DateTimeOffset or DateOnly => ValueKind.Date,
        System.TimeSpan => ValueKind.TimeSpan,
        float => ValueKind.Float,
        decimal => ValueKind.Decimal,
        System.Numerics.BigInteger => ValueKind.BigInteger,
        JsonObject or IDictionary<string, object?> or IDictionary => ValueKind.Object,
        IEnumerable => ValueKind.Array,
        _ => ValueKind.Other,
    };
}
