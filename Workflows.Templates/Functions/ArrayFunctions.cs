namespace Workflows.Templates.Functions;

/// <summary>The group <c>array</c>. No function changes the array it is given.</summary>
internal static class ArrayFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("array");
        AddBuilding(group);
        AddReading(group);
        AddCallbacks(group);
        return group;
    }

    private static void AddBuilding(BuiltinObject group)
    {
        group.Add("add", "list value", static (in Call c) =>
        {
            var list = c.List(0);
            list.Add(c[1]);
            return Value.Of(list);
        });
        group.Add("add_range", "list1 list2", static (in Call c) => Concat(c));
        group.Add("concat", "list1 list2", static (in Call c) => c.Has(0) || c.Has(1) ? Concat(c) : default);
        group.Add("compact", "list", static (in Call c) =>
            c.Has(0) ? Value.Of(new TemplateArray(c.List(0).Items.Where(item => !item.IsNull))) : default);
        group.Add("insert_at", "list index value", static (in Call c) =>
        {
            var list = c.List(0);
            var index = Math.Max(0, c.Int(1));
            c.Context.CheckLength(c.Site, index);
            while (list.Count < index)
            {
                list.Add(default);
            }

            list.Items.Insert(index, c[2]);
            return Value.Of(list);
        });
        group.Add("remove_at", "list index", static (in Call c) =>
        {
            var list = c.List(0);
            var index = c.Int(1);
            index = index < 0 ? index + list.Count : index;
            if (index >= 0 && index < list.Count)
            {
                list.Items.RemoveAt(index);
            }

            return Value.Of(list);
        });
        group.Add("limit", "list count", static (in Call c) =>
        {
            if (!c.Has(0))
            {
                return default;
            }

            var count = Math.Max(0, c.Int(1));
            return Value.Of(new TemplateArray(c.List(0).Items.Take(count)));
        });
        group.Add("offset", "list index", static (in Call c) =>
        {
            if (!c.Has(0))
            {
                return default;
            }

            var index = Math.Max(0, c.Int(1));
            return Value.Of(new TemplateArray(c.List(0).Items.Skip(index)));
        });
        group.Add("reverse", "list", static (in Call c) =>
        {
            var list = c.List(0);
            list.Items.Reverse();
            return Value.Of(list);
        });
        group.Add("uniq", "list", static (in Call c) => c.Has(0) ? Unique(c) : default);
        group.Add("sort", "list member?", static (in Call c) => Sort(c));
    }

    private static void AddReading(BuiltinObject group)
    {
        group.Add("size", "list", static (in Call c) => new Value(Math.Max(0, Members.Size(c[0].Ref))));
        group.Add("first", "list", static (in Call c) => At(c, 0));
        group.Add("last", "list", static (in Call c) => At(c, -1));
        group.Add("contains", "list item", static (in Call c) =>
        {
            if (c[0].IsString)
            {
                return new Value(c.Has(1) && c[0].AsString.Contains(c.TextOrEmpty(1), StringComparison.Ordinal));
            }

            var items = c.Items(0);
            for (var i = 0; i < items.Count; i++)
            {
                if (Operators.AreEqual(c.Context, items[i], c[1]))
                {
                    return new Value(true);
                }
            }

            return new Value(false);
        });
        group.Add("cycle", "list group?", static (in Call c) => Cycle(c));
        group.Add("map", "list member", static (in Call c) => Map(c));
    }

    private static void AddCallbacks(BuiltinObject group)
    {
        group.Add("any", "list function args...", static (in Call c) =>
        {
            var function = c.Function(1);
            var items = c.Items(0);
            for (var i = 0; i < items.Count; i++)
            {
                if (CallWith(c, function, items[i], 2).IsTrue)
                {
                    return new Value(true);
                }
            }

            return new Value(false);
        });
        group.Add("each", "list function args...", static (in Call c) =>
        {
            if (!c.Has(0))
            {
                return default;
            }

            var function = c.Function(1);
            var items = c.List(0).Items;
            for (var i = 0; i < items.Count; i++)
            {
                items[i] = CallWith(c, function, items[i], 2);
            }

            return Value.Of(new TemplateArray(items));
        });
        group.Add("filter", "list function args...", static (in Call c) =>
        {
            if (!c.Has(0))
            {
                return default;
            }

            var function = c.Function(1);
            var result = new TemplateArray();
            foreach (var item in c.List(0).Items)
            {
                if (CallWith(c, function, item, 2).IsTrue)
                {
                    result.Add(item);
                }
            }

            return Value.Of(result);
        });
        group.Add("join", "list delimiter function?", static (in Call c) => Join(c));
    }

    private static Value CallWith(in Call call, TemplateFunction function, Value item, int extraFrom)
    {
        call.Context.CountStep(call.Site);
        var arguments = new Value[1 + Math.Max(0, call.Count - extraFrom)];
        arguments[0] = item;
        for (var i = extraFrom; i < call.Count; i++)
        {
            arguments[i - extraFrom + 1] = call.Arguments[i];
        }

        return function.Invoke(new Call(call.Context, call.Site, arguments));
    }

    private static Value Concat(in Call call)
    {
        var list = call.List(0);
        list.Items.AddRange(call.List(1).Items);
        call.Context.CheckLength(call.Site, list.Count);
        return Value.Of(list);
    }

    private static Value At(in Call call, int index) =>
        call.Has(0) && Items.CanIterate(call[0]) && !call[0].IsString
            ? call[0].Kind == ValueKind.Object ? FirstMember(call, index) : Members.Element(call[0].Ref!, index)
            : default;

    private static Value FirstMember(in Call call, int index)
    {
        var items = call.Items(0);
        return items.Count == 0 ? default : items[index < 0 ? items.Count - 1 : 0];
    }

    private static Value Unique(in Call call)
    {
        var context = call.Context;
        var result = new TemplateArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in call.List(0).Items)
        {
            context.CountSteps(call.Site, 1);
            if (seen.Add($"{(item.IsNumber ? 'n' : item.IsString ? 's' : 'o')}{context.ToText(item)}"))
            {
                result.Add(item);
            }
        }

        return Value.Of(result);
    }

    private static Value Sort(in Call call)
    {
        var context = call.Context;
        var items = call.List(0).Items;
        context.CountSteps(call.Site, items.Count);
        var member = call.Text(1);
        IEnumerable<Value> sorted = string.IsNullOrEmpty(member)
            ? items.Order(Comparer<Value>.Create((a, b) => Operators.Compare(context, a, b)))
            : items.Select(item => (item, key: MemberOf(context, item, member)))
                .OrderBy(pair => pair.key, Comparer<Value>.Create((a, b) => Operators.Compare(context, a, b)))
                .Select(pair => pair.item);
        return Value.Of(new TemplateArray(sorted));
    }

    private static Value MemberOf(RenderContext context, Value item, string member)
    {
        if (item.IsNull)
        {
            return default;
        }

        context.TryGetMember(item.Ref!, member, out var value);
        return value;
    }

    private static Value Map(in Call call)
    {
        var result = new TemplateArray();
        var member = call.Text(1);
        if (call.Has(0) && !string.IsNullOrEmpty(member))
        {
            var items = call.Items(0);
            call.Context.CountSteps(call.Site, items.Count);
            for (var i = 0; i < items.Count; i++)
            {
                result.Add(MemberOf(call.Context, items[i], member));
            }
        }

        return Value.Of(result);
    }

    private static Value Cycle(in Call call)
    {
        var items = call.List(0).Items;
        if (items.Count == 0)
        {
            return default;
        }

        var context = call.Context;
        var key = "cycle:" + (call.Has(1) ? call.Text(1) : string.Join('\0', items.Select(context.ToText)));
        context.Counters.TryGetValue(key, out var index);
        index %= items.Count;
        context.Counters[key] = index + 1;
        return items[index];
    }

    private static Value Join(in Call call)
    {
        var context = call.Context;
        var delimiter = call.TextOrEmpty(1);
        var function = call.Has(2) ? call.Function(2) : null;
        var items = call.List(0).Items;
        context.CountSteps(call.Site, items.Count);
        var start = context.Out.BeginCapture();
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                context.Out.Append(delimiter);
            }

            var item = function is null
                ? items[i]
                : function.Invoke(new Call(context, call.Site, (Value[])[new Value(context.ToText(items[i]))]));
            context.WriteRaw(item, call.Site);
            context.CheckLength(call.Site, context.Out.Length - start);
        }

        return new Value(context.Out.EndCapture(start));
    }
}
