namespace Workflows.Templates.Functions;

/// <summary><c>include</c> and <c>include_join</c>.</summary>
internal static class IncludeFunctions
{
    public static readonly NativeFunction Include = new("include", ["name"], 1, IncludeOne, variadic: true, takesNames: true);

    public static readonly NativeFunction IncludeJoin =
        new("include_join", ["names", "separator", "begin", "end"], 2, Join);

    public static Value Render(RenderContext context, Node site, string name, TemplateArray arguments)
    {
        var loader = context.Options.Loader ?? throw site.Error("`include` needs a template loader, and none is set.");
        var template = context.LoadTemplate(loader, name, site) ?? throw site.Error($"The template `{name}` was not found.");
        return Render(context, site, template, arguments);
    }

    public static Value Render(RenderContext context, Node site, Template template, TemplateArray arguments)
    {
        var state = Open(context, site, template, arguments);
        var start = context.Out.BeginCapture();
        var flow = template.Body.Execute(context);
        return Close(context, site, state, start, flow);
    }

    public static Frame Open(RenderContext context, Node site, Template template, TemplateArray arguments)
    {
        if (template.HasErrors)
        {
            throw site.Error($"An included template has errors: {template.Messages[0]}");
        }

        context.EnterCall(site);
        context.MayShadow |= template.MayShadow || context.Globals.Hides(template.Roots);
        var caller = context.Frame;
        context.Frame = new Frame { Arguments = arguments };
        return caller;
    }

    public static Value Close(RenderContext context, Node site, Frame caller, int start, Flow flow)
    {
        if (flow == Flow.Return && !context.Returned.IsNull)
        {
            context.Write(context.Returned, site, default);
            context.Returned = default;
        }

        var text = context.Out.EndCapture(start);
        context.Frame = caller;
        context.LeaveCall();
        return context.EscapesHtml ? Value.Of(new TrustedHtml(text)) : new Value(text);
    }

    public static TemplateArray ArgumentsOf(scoped in Call call, int from)
    {
        var arguments = new TemplateArray();
        for (var i = from; i < call.Count; i++)
        {
            if (i < call.Names.Length && call.Names[i] is { } name)
            {
                (arguments.Members ??= new TemplateObject()).TrySet(name, call.Arguments[i]);
            }
            else
            {
                arguments.Add(call.Arguments[i]);
            }
        }

        return arguments;
    }

    private static Value IncludeOne(scoped in Call call)
    {
        var name = call.Text(0);
        if (string.IsNullOrEmpty(name))
        {
            throw call.Error("`include` needs the name of a template.");
        }

        return Render(call.Context, call.Site, name, ArgumentsOf(call, 1));
    }

    private static Value Join(scoped in Call call)
    {
        var context = call.Context;
        var parts = new List<string>();
        var names = call.Items(0);
        for (var i = 0; i < names.Count; i++)
        {
            parts.Add(context.ToText(Render(context, call.Site, context.ToText(names[i]), new TemplateArray())));
        }

        var joined = string.Join(Part(context, call.Site, call.TextOrEmpty(1)), parts);
        if (joined.Length > 0)
        {
            joined = Part(context, call.Site, call.TextOrEmpty(2)) + joined + Part(context, call.Site, call.TextOrEmpty(3));
        }

        return context.EscapesHtml ? Value.Of(new TrustedHtml(joined)) : new Value(joined);
    }

    private static string Part(RenderContext context, Node site, string text) =>
        text.StartsWith("tpl:", StringComparison.Ordinal)
            ? context.ToText(Render(context, site, text[4..], new TemplateArray()))
            : text;
}
