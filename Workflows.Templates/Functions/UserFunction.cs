namespace Workflows.Templates.Functions;

/// <summary>A function written in a template. An anonymous one sees the names of the function it was written in.</summary>
internal sealed class UserFunction(string name, Parameter[]? parameters, string[]? parameterNames, Statement body, Frame? closure)
    : TemplateFunction(name)
{
    public Statement Body => body;

    public override Value Invoke(scoped in Call call) => Invoke(call, wrapped: null);

    public Value Invoke(scoped in Call call, Block? wrapped)
    {
        var context = call.Context;
        var state = Enter(call, wrapped);
        var flow = body.Execute(context);
        return Leave(context, state, flow);
    }

    /// <summary>Opens the function's own names; the caller's frame is given back for <see cref="Leave"/>.</summary>
    public Frame Enter(scoped in Call call, Block? wrapped)
    {
        var context = call.Context;
        context.EnterCall(call.Site);
        var caller = context.Frame;
        var frame = new Frame { Closure = closure, Wrapped = wrapped };
        if (parameters is null)
        {
            frame.Arguments = Collect(call);
        }
        else
        {
            frame.ParameterNames = parameterNames;
            frame.ParameterValues = new Value[parameters.Length];
        }

        context.PushFrame(frame);
        context.Frame = frame;
        if (parameters is not null)
        {
            Bind(call, frame, parameters);
        }

        return caller;
    }

    public static Value Leave(RenderContext context, Frame caller, Flow flow)
    {
        context.PopScope();
        context.Frame = caller;
        context.LeaveCall();
        if (flow != Flow.Return)
        {
            return default;
        }

        var result = context.Returned;
        context.Returned = default;
        return result;
    }

    private static TemplateArray Collect(scoped in Call call)
    {
        var arguments = new TemplateArray(call.Count);
        for (var i = 0; i < call.Count; i++)
        {
            arguments.Add(call.Arguments[i]);
            if (i < call.Names.Length && call.Names[i] is { } argumentName)
            {
                (arguments.Members ??= new TemplateObject()).TrySet(argumentName, call.Arguments[i]);
                arguments.Items.RemoveAt(arguments.Count - 1);
            }
        }

        return arguments;
    }

    private void Bind(scoped in Call call, Frame frame, Parameter[] declared)
    {
        var values = frame.ParameterValues!;
        var given = new bool[declared.Length];
        TemplateArray? rest = null;
        if (declared.Length > 0 && declared[^1].IsRest)
        {
            values[^1] = Value.Of(rest = new TemplateArray());
            given[^1] = true;
        }

        var next = 0;
        for (var i = 0; i < call.Count; i++)
        {
            if (i < call.Names.Length && call.Names[i] is { } argumentName)
            {
                var at = Array.IndexOf(parameterNames!, argumentName);
                if (at < 0)
                {
                    throw call.Error($"`{Name}` has no parameter `{argumentName}`{Suggestion.For(argumentName, parameterNames!)}");
                }

                values[at] = call.Arguments[i];
                given[at] = true;
            }
            else if (next < declared.Length && !declared[next].IsRest)
            {
                values[next] = call.Arguments[i];
                given[next++] = true;
            }
            else if (rest is not null)
            {
                rest.Add(call.Arguments[i]);
            }
            else
            {
                throw call.Error($"`{Name}` was given {call.Count} arguments and takes {declared.Length}.");
            }
        }

        for (var i = 0; i < declared.Length; i++)
        {
            if (given[i])
            {
                continue;
            }

            values[i] = declared[i].Default is { } fallback
                ? fallback.Evaluate(call.Context)
                : throw call.Site.ErrorAt(call.Site.End, $"`{Name}` was not given its argument `{declared[i].Name}`.");
        }

        frame.Arguments = new TemplateArray(values);
    }
}
