namespace Workflows.Templates.Functions;

/// <summary>A built-in function. Missing arguments are null; which may miss is told by the number of required ones.</summary>
internal sealed class NativeFunction(string name, string[] parameters, int required, NativeBody body, bool variadic = false, bool takesNames = false)
    : TemplateFunction(name)
{
    public override Value Invoke(scoped in Call call)
    {
        if (!call.Names.IsEmpty && !takesNames)
        {
            return InvokeNamed(call);
        }

        if (call.Count < required)
        {
            throw call.Site.ErrorAt(
                call.Site.End, $"`{Name}` was given {call.Count} arguments and needs {required}: {string.Join(", ", parameters)}.");
        }

        if (call.Count > parameters.Length && !variadic)
        {
            throw call.Error($"`{Name}` was given {call.Count} arguments and takes {parameters.Length}.");
        }

        var result = body(call);

        // Escaping, encoding and formatting make text longer; here no function can forget to look.
        if (result.Ref is string text)
        {
            call.Context.CheckLength(call.Site, text.Length);
        }

        return result;
    }

    private Value InvokeNamed(scoped in Call call)
    {
        var arguments = new Value[Math.Max(parameters.Length, call.Count)];
        var given = new bool[arguments.Length];
        var next = 0;
        for (var i = 0; i < call.Count; i++)
        {
            var at = next;
            if (call.Names[i] is { } argumentName)
            {
                at = Array.FindIndex(parameters, p => p.Equals(argumentName, StringComparison.Ordinal));
                if (at < 0)
                {
                    throw call.Error($"`{Name}` has no argument `{argumentName}`{Suggestion.For(argumentName, parameters)}");
                }
            }
            else
            {
                next++;
            }

            arguments[at] = call.Arguments[i];
            given[at] = true;
        }

        var count = Array.LastIndexOf(given, true) + 1;
        var missing = Array.IndexOf(given, false, 0, Math.Min(required, given.Length));
        if (missing >= 0)
        {
            throw call.Site.ErrorAt(call.Site.End, $"`{Name}` was not given its argument `{parameters[missing]}`.");
        }

        return Invoke(new Call(call.Context, call.Site, arguments.AsSpan(0, count)));
    }
}
