using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Execution;

internal interface INumeric
{
    static abstract double Apply(double a, double b);
}

internal readonly struct Subtract : INumeric
{
    public static double Apply(double a, double b) => a - b;
}

internal readonly struct Multiply : INumeric
{
    public static double Apply(double a, double b) => a * b;
}

internal readonly struct Divide : INumeric
{
    public static double Apply(double a, double b) => a / b;
}

internal readonly struct Remainder : INumeric
{
    public static double Apply(double a, double b)
    {
        // Small whole numbers are by far the most common; integer division is several times faster than fmod. It has no negative zero.
        if (a is >= 1 and <= int.MaxValue && b is >= 1 and <= int.MaxValue)
        {
            var x = (int)a;
            var y = (int)b;
            if (x == a && y == b)
            {
                return x % y;
            }
        }

        return a % b;
    }
}

internal readonly struct Power : INumeric
{
    public static double Apply(double a, double b) => Operators.Power(a, b);
}

internal readonly struct BitAnd : INumeric
{
    public static double Apply(double a, double b) => Operators.ToInt32(a) & Operators.ToInt32(b);
}

internal readonly struct BitOr : INumeric
{
    public static double Apply(double a, double b) => Operators.ToInt32(a) | Operators.ToInt32(b);
}

internal readonly struct BitXor : INumeric
{
    public static double Apply(double a, double b) => Operators.ToInt32(a) ^ Operators.ToInt32(b);
}

internal readonly struct ShiftLeft : INumeric
{
    public static double Apply(double a, double b) => Operators.ToInt32(a) << (Operators.ToInt32(b) & 31);
}

internal readonly struct ShiftRight : INumeric
{
    public static double Apply(double a, double b) => Operators.ToInt32(a) >> (Operators.ToInt32(b) & 31);
}

internal readonly struct ShiftRightUnsigned : INumeric
{
    public static double Apply(double a, double b) => (uint)Operators.ToInt32(a) >> (Operators.ToInt32(b) & 31);
}

/// <summary>A binary operator as a function of two values, for compound assignments.</summary>
internal abstract class BinaryOp : Op
{
    public abstract JsValue Apply(Frame f, in JsValue left, in JsValue right);
}

internal sealed class NumericOp<TOp>(Op left, Op right) : BinaryOp
    where TOp : struct, INumeric
{
    public override JsValue Run(Frame f)
    {
        var a = left.Run(f);
        var b = right.Run(f);
        return a.IsNumber && b.IsNumber ? JsValue.Of(TOp.Apply(a.Num, b.Num)) : Slow(f, a, b);
    }

    public override JsValue Apply(Frame f, in JsValue a, in JsValue b) =>
        a.IsNumber && b.IsNumber ? JsValue.Of(TOp.Apply(a.Num, b.Num)) : Slow(f, a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private JsValue Slow(Frame f, in JsValue a, in JsValue b)
    {
        f.Position = Position;
        var x = Operators.ToNumber(f.Realm, a);
        return JsValue.Of(TOp.Apply(x, Operators.ToNumber(f.Realm, b)));
    }
}

internal sealed class AddOp(Op left, Op right) : BinaryOp
{
    public override JsValue Run(Frame f)
    {
        var a = left.Run(f);
        var b = right.Run(f);
        if (a.IsNumber && b.IsNumber)
        {
            return JsValue.Of(a.Num + b.Num);
        }

        f.Position = Position;
        return Operators.Add(f.Realm, a, b);
    }

    public override JsValue Apply(Frame f, in JsValue a, in JsValue b)
    {
        if (a.IsNumber && b.IsNumber)
        {
            return JsValue.Of(a.Num + b.Num);
        }

        f.Position = Position;
        return Operators.Add(f.Realm, a, b);
    }
}

internal interface IComparison
{
    static abstract bool Apply(double a, double b);

    /// <summary>Compares other values than two numbers.</summary>
    static abstract bool Slow(Realm realm, in JsValue a, in JsValue b);
}

internal readonly struct Less : IComparison
{
    public static bool Apply(double a, double b) => a < b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.LessThan(realm, a, b, true) == true;
}

internal readonly struct Greater : IComparison
{
    public static bool Apply(double a, double b) => a > b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.LessThan(realm, b, a, false) == true;
}

internal readonly struct LessOrEqual : IComparison
{
    public static bool Apply(double a, double b) => a <= b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.LessThan(realm, b, a, false) == false;
}

internal readonly struct GreaterOrEqual : IComparison
{
    public static bool Apply(double a, double b) => a >= b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.LessThan(realm, a, b, true) == false;
}

internal readonly struct StrictEqual : IComparison
{
    public static bool Apply(double a, double b) => a == b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.StrictEquals(realm, a, b);
}

internal readonly struct StrictNotEqual : IComparison
{
    public static bool Apply(double a, double b) => a != b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => !Operators.StrictEquals(realm, a, b);
}

internal readonly struct LooseEqual : IComparison
{
    public static bool Apply(double a, double b) => a == b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => Operators.LooseEquals(realm, a, b);
}

internal readonly struct LooseNotEqual : IComparison
{
    public static bool Apply(double a, double b) => a != b;

    public static bool Slow(Realm realm, in JsValue a, in JsValue b) => !Operators.LooseEquals(realm, a, b);
}

internal sealed class CompareOp<TOp>(Op left, Op right) : Op
    where TOp : struct, IComparison
{
    public override JsValue Run(Frame f) => JsValue.Of(RunBool(f));

    public override bool RunBool(Frame f)
    {
        var a = left.Run(f);
        var b = right.Run(f);
        if (a.IsNumber && b.IsNumber)
        {
            return TOp.Apply(a.Num, b.Num);
        }

        f.Position = Position;
        return TOp.Slow(f.Realm, a, b);
    }
}

internal sealed class InstanceOfOp(Op left, Op right) : Op
{
    public override JsValue Run(Frame f) => JsValue.Of(RunBool(f));

    public override bool RunBool(Frame f)
    {
        var value = left.Run(f);
        var type = right.Run(f);
        f.Position = Position;
        return Operators.InstanceOf(f.Realm, value, type);
    }
}

internal sealed class InOp(Op left, Op right) : Op
{
    public override JsValue Run(Frame f)
    {
        var key = left.Run(f);
        var target = right.Run(f);
        f.Position = Position;
        if (target.Ref is not JsObject o)
        {
            throw f.Realm.TypeError("Cannot use 'in' operator to search for a key in a primitive value");
        }

        return JsValue.Of(o.Has(f.Realm, Operators.ToPropertyKey(f.Realm, key)));
    }
}

internal sealed class AndOp(Op left, Op right) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = left.Run(f);
        return Operators.ToBoolean(value) ? right.Run(f) : value;
    }

    public override bool RunBool(Frame f) => left.RunBool(f) && right.RunBool(f);
}

internal sealed class OrOp(Op left, Op right) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = left.Run(f);
        return Operators.ToBoolean(value) ? value : right.Run(f);
    }

    public override bool RunBool(Frame f) => left.RunBool(f) || right.RunBool(f);
}

internal sealed class CoalesceOp(Op left, Op right) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = left.Run(f);
        return value.IsNullish ? right.Run(f) : value;
    }
}

internal sealed class ConditionalOp(Op test, Op then, Op otherwise) : Op
{
    public override JsValue Run(Frame f) => test.RunBool(f) ? then.Run(f) : otherwise.Run(f);

    public override bool RunBool(Frame f) => test.RunBool(f) ? then.RunBool(f) : otherwise.RunBool(f);
}

internal sealed class NotOp(Op operand) : Op
{
    public override JsValue Run(Frame f) => JsValue.Of(!operand.RunBool(f));

    public override bool RunBool(Frame f) => !operand.RunBool(f);
}

internal sealed class NegateOp(Op operand) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = operand.Run(f);
        f.Position = Position;
        return JsValue.Of(-Operators.ToNumber(f.Realm, value));
    }
}

internal sealed class ToNumberOp(Op operand) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = operand.Run(f);
        f.Position = Position;
        return JsValue.Of(Operators.ToNumber(f.Realm, value));
    }
}

internal sealed class BitNotOp(Op operand) : Op
{
    public override JsValue Run(Frame f)
    {
        var value = operand.Run(f);
        f.Position = Position;
        return JsValue.Of(~Operators.ToInt32(Operators.ToNumber(f.Realm, value)));
    }
}

internal sealed class VoidOp(Op operand) : Op
{
    public override JsValue Run(Frame f)
    {
        operand.Run(f);
        return default;
    }
}

internal sealed class TypeOfOp(Op operand) : Op
{
    public override JsValue Run(Frame f) =>
        JsValue.Of(Operators.TypeOf(operand is Assignable name ? name.TypeOf(f) : operand.Run(f)));
}

internal sealed class SequenceOp(Op[] items) : Op
{
    public override JsValue Run(Frame f)
    {
        for (var i = 0; i < items.Length - 1; i++)
        {
            items[i].Run(f);
        }

        return items[^1].Run(f);
    }
}

internal sealed class TemplateOp(string[] texts, Op[] values) : Op
{
    public override JsValue Run(Frame f)
    {
        var result = JsValue.Of(texts[0]);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i].Run(f);
            f.Position = Position;
            result = Operators.Concat(f.Realm, result, value.IsString ? value : JsValue.Of(Operators.ToText(f.Realm, value)));
            result = Operators.Concat(f.Realm, result, JsValue.Of(texts[i + 1]));
        }

        return result;
    }
}

/// <summary>Put in at regular depths of deep expressions, so that running them cannot exhaust the stack.</summary>
internal sealed class GuardOp(Op inner) : Op
{
    public override JsValue Run(Frame f)
    {
        f.Realm.EnsureStack();
        return inner.Run(f);
    }

    public override string Describe() => inner.Describe();
}
