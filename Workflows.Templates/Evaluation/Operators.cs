using System.Numerics;

namespace Workflows.Templates.Evaluation;

/// <summary>What the binary operators do for each pair of types.</summary>
internal static partial class Operators
{
    public static Value Apply(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        var operation = site.Operation;
        switch (operation)
        {
            case Operator.Contains or Operator.StartsWith or Operator.EndsWith or Operator.HasKey or Operator.HasValue:
                return new Value(ApplyLiquid(context, site, a, b));
            case Operator.ShiftLeft when a.Kind == ValueKind.Array:
                {
                    var list = Items.Copy(context, a, site);
                    list.Add(b);
                    return Value.Of(list);
                }

            case Operator.ShiftRight when b.Kind == ValueKind.Array:
                {
                    var list = Items.Copy(context, b, site);
                    list.Items.Insert(0, a);
                    return Value.Of(list);
                }
        }

        if (a.Ref is EmptyObject || b.Ref is EmptyObject)
        {
            return CompareToEmpty(operation, a, b);
        }

        if (a.IsString || b.IsString)
        {
            return OnStrings(context, site, a, b);
        }

        if (a.IsNull || b.IsNull)
        {
            return OnNull(operation, a, b);
        }

        if (a.IsNumber && b.IsNumber)
        {
            return OnNumbers(context, site, a, b);
        }

        return OnOthers(context, site, a, b);
    }

    public static bool AreEqual(RenderContext context, Value a, Value b)
    {
        if (a.IsNull || b.IsNull)
        {
            return a.IsNull && b.IsNull;
        }

        if (a.IsString && b.IsString)
        {
            return string.Equals(a.AsString, b.AsString, StringComparison.Ordinal);
        }

        if (a.IsNumber && b.IsNumber)
        {
            return Compare(context, a, b) == 0;
        }

        if (a.IsBool && b.IsBool)
        {
            return a.AsBool == b.AsBool;
        }

        return a.Kind == b.Kind && a.Kind switch
        {
            ValueKind.Date or ValueKind.TimeSpan => Compare(context, a, b) == 0,
            ValueKind.Array => CompareLists(context, a, b) == 0,
            _ => Equals(a.ToObject(), b.ToObject()),
        };
    }

    /// <summary>Orders two values: null first, numbers by size, text by the culture's rules, lists by their elements.</summary>
    public static int Compare(RenderContext context, Value a, Value b)
    {
        if (a.IsNull || b.IsNull)
        {
            return (a.IsNull ? 0 : 1) - (b.IsNull ? 0 : 1);
        }

        if (a.IsInteger && b.IsInteger)
        {
            return a.AsLong.CompareTo(b.AsLong);
        }

        if (a.IsString && b.IsString)
        {
            return context.Culture.CompareInfo.Compare(a.AsString, b.AsString);
        }

        if (a.IsNumber && b.IsNumber)
        {
            return CompareNumbers(a, b);
        }

        return (a.Kind, b.Kind) switch
        {
            (ValueKind.Bool, ValueKind.Bool) => a.AsBool.CompareTo(b.AsBool),
            (ValueKind.Date, ValueKind.Date) => context.ToOffset(a).CompareTo(context.ToOffset(b)),
            (ValueKind.TimeSpan, ValueKind.TimeSpan) => ((TimeSpan)a.Ref!).CompareTo((TimeSpan)b.Ref!),
            (ValueKind.Array, ValueKind.Array) => CompareLists(context, a, b),
            (ValueKind.Other, ValueKind.Other) when a.Ref is IComparable comparable && a.Ref.GetType() == b.Ref!.GetType() =>
                comparable.CompareTo(b.Ref),
            _ => context.Culture.CompareInfo.Compare(context.ToText(a), context.ToText(b)),
        };
    }

    public static Value Negate(RenderContext context, UnaryExpression site, Value value) => value.Kind switch
    {
        ValueKind.Null => default,
        ValueKind.Int or ValueKind.Long => value.AsLong == long.MinValue ? Value.From(-(BigInteger)value.AsLong) : new Value(-value.AsLong),
        ValueKind.Double => new Value(-value.AsDouble),
        ValueKind.Float => Value.From((object)-(float)value.Ref!),
        ValueKind.Decimal => Value.From((object)-(decimal)value.Ref!),
        ValueKind.BigInteger => Value.From(-(BigInteger)value.Ref!),
        ValueKind.TimeSpan => Value.Of(-(TimeSpan)value.Ref!),
        _ => Negate(context, site, ToNumber(context, site, value)),
    };

    public static Value ToNumber(RenderContext context, Node site, Value value)
    {
        if (value.IsString && long.TryParse(value.AsString, System.Globalization.NumberStyles.Integer, context.Culture, out var whole))
        {
            return new Value(whole);
        }

        return new Value(context.ToDouble(value, site));
    }

    public static Value Step(RenderContext context, StepExpression site, Value value, int step)
    {
        if (value.IsNull)
        {
            return new Value(step);
        }

        var number = value.IsNumber ? value : ToNumber(context, site, value);
        return Arithmetic(Operator.Add, number, new Value(step)) is { IsNull: false } result
            ? result
            : throw site.Error("Only a number can be counted up or down.");
    }

    private static int CompareLists(RenderContext context, Value a, Value b)
    {
        if (ReferenceEquals(a.Ref, b.Ref))
        {
            return 0;
        }

        // A list may hold itself.
        context.EnterCall(Nowhere);
        var order = CompareItems(context, Items.Of(context, a, Nowhere), Items.Of(context, b, Nowhere));
        context.LeaveCall();
        return order;
    }

    private static int CompareItems(RenderContext context, Items left, Items right)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            context.CountSteps(Nowhere, 1);
            var order = AreEqual(context, left[i], right[i]) ? 0 : Compare(context, left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Count.CompareTo(right.Count);
    }

    private static Node Nowhere { get; } = new Literal(default) { Source = new Parsing.SourceText("", null) };

    private static Value CompareToEmpty(Operator operation, Value a, Value b)
    {
        var other = a.Ref is EmptyObject ? b : a;
        var equal = other.Ref is EmptyObject || (!other.IsNull && Members.Size(other.Ref) == 0);
        return operation switch
        {
            Operator.Equal => new Value(equal),
            Operator.NotEqual => new Value(!equal && !other.IsNull),
            _ => default,
        };
    }

    private static Value OnNull(Operator operation, Value a, Value b) => operation switch
    {
        Operator.Equal => new Value(a.IsNull && b.IsNull),
        Operator.NotEqual => new Value(!(a.IsNull && b.IsNull)),
        Operator.Less or Operator.LessEqual or Operator.Greater or Operator.GreaterEqual => new Value(false),
        _ => default,
    };

    private static Value FromOrder(Operator operation, int order) => new(operation switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order != 0,
        Operator.Less => order < 0,
        Operator.LessEqual => order <= 0,
        Operator.Greater => order > 0,
        _ => order >= 0,
    });

    private static Value OnStrings(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        switch (site.Operation)
        {
            case Operator.Add:
                var left = context.ToText(a);
                var right = context.ToText(b);
                context.CheckLength(site, left.Length + (long)right.Length);
                return new Value(string.Concat(left, right));
            case Operator.Multiply:
                var (text, count, counter) = b.IsString ? (b, a, site.Left) : (a, b, site.Right);
                if (!count.IsNumber && !count.IsNull)
                {
                    throw counter.Error("A string can be multiplied only by a number.");
                }

                var times = count.IsNull ? 0 : Math.Max(0, context.ToLong(count, counter));
                context.CheckLength(site, (long)Math.Min(long.MaxValue, (double)times * text.AsString.Length));
                return new Value(string.Concat(Enumerable.Repeat(text.AsString, (int)Math.Min(int.MaxValue, text.AsString.Length == 0 ? 0 : times))));
            case Operator.Equal:
                return new Value(!a.IsNull && !b.IsNull && string.Equals(context.ToText(a), context.ToText(b), StringComparison.Ordinal));
            case Operator.NotEqual:
                return new Value(a.IsNull || b.IsNull || !string.Equals(context.ToText(a), context.ToText(b), StringComparison.Ordinal));
            case Operator.Less or Operator.LessEqual or Operator.Greater or Operator.GreaterEqual:
                if (a.IsNull || b.IsNull)
                {
                    return new Value(false);
                }

                return FromOrder(
                    site.Operation, context.Culture.CompareInfo.Compare(context.ToText(a), context.ToText(b)));
            default:
                throw site.ErrorAt(site.OperatorStart, "This operator does not work on strings.");
        }
    }

    private static Value OnOthers(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        var operation = site.Operation;
        var isComparison = operation is >= Operator.Equal and <= Operator.GreaterEqual;
        switch (a.Kind, b.Kind)
        {
            case (ValueKind.Array or ValueKind.Range, ValueKind.Array or ValueKind.Range):
                if (operation == Operator.Add)
                {
                    var list = Items.Copy(context, a, site);
                    list.Items.AddRange(Items.Copy(context, b, site).Items);
                    context.CheckLength(site, list.Count);
                    return Value.Of(list);
                }

                if (isComparison)
                {
                    return FromOrder(operation, CompareLists(context, a, b));
                }

                break;
            case (ValueKind.Array, ValueKind.Int) when operation == Operator.Multiply:
                return Repeat(context, site, a, b.AsInt);
            case (ValueKind.Int, ValueKind.Array) when operation == Operator.Multiply:
                return Repeat(context, site, b, a.AsInt);
            case (ValueKind.Date, ValueKind.Date):
                return isComparison
                    ? FromOrder(operation, Compare(context, a, b))
                    : operation == Operator.Subtract ? Value.Of(context.ToOffset(a) - context.ToOffset(b)) : throw Unsupported(site, a, b);
            case (ValueKind.Date, ValueKind.TimeSpan) when operation is Operator.Add or Operator.Subtract:
                return context.AddTo(a, operation == Operator.Add ? (TimeSpan)b.Ref! : -(TimeSpan)b.Ref!, site);
            case (ValueKind.TimeSpan, ValueKind.TimeSpan):
                return isComparison ? FromOrder(operation, Compare(context, a, b)) : operation switch
                {
                    Operator.Add => Value.Of((TimeSpan)a.Ref! + (TimeSpan)b.Ref!),
                    Operator.Subtract => Value.Of((TimeSpan)a.Ref! - (TimeSpan)b.Ref!),
                    _ => throw Unsupported(site, a, b),
                };
        }

        if (operation is Operator.Equal or Operator.NotEqual)
        {
            return new Value(AreEqual(context, a, b) == (operation == Operator.Equal));
        }

        if (isComparison && a.Kind == ValueKind.Other && b.Kind == ValueKind.Other && a.Ref is IComparable)
        {
            return FromOrder(operation, Compare(context, a, b));
        }

        throw Unsupported(site, a, b);
    }

    private static Value Repeat(RenderContext context, BinaryExpression site, Value list, int times)
    {
        var items = Items.Of(context, list, site);
        context.CheckLength(site, (long)items.Count * Math.Max(0, times));
        var result = new TemplateArray();
        for (var i = 0; i < (items.Count == 0 ? 0 : times); i++)
        {
            for (var j = 0; j < items.Count; j++)
            {
                result.Add(items[j]);
            }
        }

        return Value.Of(result);
    }

    private static TemplateRuntimeException Unsupported(BinaryExpression site, Value a, Value b) =>
        site.ErrorAt(site.OperatorStart, $"This operator does not work on {RenderContext.NameOf(a)} and {RenderContext.NameOf(b)}.");

    private static bool ApplyLiquid(RenderContext context, BinaryExpression site, Value a, Value b)
    {
        switch (site.Operation)
        {
            case Operator.StartsWith:
                return !a.IsNull && !b.IsNull && context.ToText(a).StartsWith(context.ToText(b), StringComparison.Ordinal);
            case Operator.EndsWith:
                return !a.IsNull && !b.IsNull && context.ToText(a).EndsWith(context.ToText(b), StringComparison.Ordinal);
            case Operator.HasKey:
                return !a.IsNull && !b.IsNull && context.TryGetMember(a.Ref!, context.ToText(b), out _);
            case Operator.HasValue:
                return !a.IsNull && Items.Members(context, a.Ref!).Any(pair => AreEqual(context, pair.Value, b));
        }

        if (a.IsNull || b.IsNull)
        {
            return false;
        }

        if (a.Kind is ValueKind.Array or ValueKind.Range)
        {
            var items = Items.Of(context, a, site);
            for (var i = 0; i < items.Count; i++)
            {
                if (AreEqual(context, items[i], b))
                {
                    return true;
                }
            }

            return false;
        }

        return a.Kind == ValueKind.Object
            ? context.TryGetMember(a.Ref!, context.ToText(b), out _)
            : context.ToText(a).Contains(context.ToText(b), StringComparison.Ordinal);
    }
}
