using System.Buffers;

namespace Workflows.Templates;

/// <summary>
/// A parsed template. It never changes, so it may be rendered any number of times and by many threads at once; a rendering
/// never changes its model.
/// </summary>
public sealed class Template
{
    private readonly SourceText _source;
    private readonly List<GlobalVariable> _read;
    private readonly HashSet<string> _assigned;
    private readonly List<PathExpression> _paths;
    private readonly List<(string Name, Expression List)> _loops;

    private Template(SourceText source, TemplateOptions options, TemplateMode mode)
    {
        _source = source;
        Options = options;
        var parser = new Parser(source, options, mode);
        Body = parser.Parse();
        Messages = parser.Messages;
        Roots = parser.Roots;
        MayShadow = parser.MayShadow;
        _read = parser.Variables;
        _assigned = parser.Assigned;
        _paths = parser.Paths;
        _loops = parser.Loops;
        HasOpenNames = parser.NamesAreOpen;
        Includes = [.. parser.Includes.Select(static include => ReferenceAt([include.Name], include.Site))];
    }

    /// <summary>Name of the template in messages, if it was given one.</summary>
    public string? SourceName => _source.Name;

    /// <summary>Text the template was parsed from.</summary>
    public string Text => _source.Text;

    /// <summary>Options the template was parsed with and is rendered with.</summary>
    public TemplateOptions Options { get; }

    /// <summary>Whether parsing found a problem; then the template cannot be rendered.</summary>
    public bool HasErrors => Messages.Count > 0;

    /// <summary>All problems found by parsing, in the order of the text.</summary>
    public IReadOnlyList<TemplateMessage> Messages { get; }

    /// <summary>
    /// The variables the template reads without setting them: what it expects of its model. Variables of included templates are
    /// not among them.
    /// </summary>
    public IReadOnlyList<TemplateVariable> Variables => field ??= FreeVariables();

    /// <summary>
    /// The paths the template reads from variables it does not get from a loop, such as <c>ticket.due.time</c>; a loop over
    /// <c>tickets</c> makes its variable's members read as <c>tickets[].number</c>. Paths that only a rendering knows are left out.
    /// </summary>
    public IReadOnlyList<TemplateReference> References => field ??= ReadReferences();

    /// <summary>The templates that <c>include</c> names literally, each as a path of one segment.</summary>
    public IReadOnlyList<TemplateReference> Includes { get; }

    /// <summary>Names the template sets, sorted.</summary>
    public IReadOnlyList<string> AssignedNames => field ??= [.. _assigned.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Whether a name may mean a member of an object that only a rendering knows (<c>with</c>, <c>import</c>, <c>this</c>), so that
    /// an unknown one is not certainly a mistake.
    /// </summary>
    public bool HasOpenNames { get; }

    internal Block Body { get; }

    internal string[] Roots { get; }

    internal bool MayShadow { get; }

    /// <summary>Parses a template. Problems are found in <see cref="Messages"/>.</summary>
    /// <param name="text">The template.</param>
    /// <param name="sourceName">Name for messages, such as a file name.</param>
    /// <param name="options">How to parse and render; <see cref="TemplateOptions.Default"/> when null.</param>
    /// <returns>The template, also when it has errors.</returns>
    public static Template Parse(string text, string? sourceName = null, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= TemplateOptions.Default;
        return new Template(new SourceText(text, sourceName), options, options.Mode);
    }

    /// <summary>Renders to a string.</summary>
    /// <param name="model">
    /// An <see cref="IDictionary{TKey, TValue}"/> of string and object, a <see cref="System.Text.Json.JsonElement"/> or
    /// <see cref="System.Text.Json.Nodes.JsonNode"/>, or any .NET object, whose public members are seen in snake_case.
    /// </param>
    /// <returns>The output.</returns>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed.</exception>
    /// <exception cref="TemplateLimitException">A limit of the sandbox was reached.</exception>
    public string Render(object? model = null)
    {
        var context = Start(model, null, CancellationToken.None);
        try
        {
            Run(context);
            return context.Out.ToString();
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Renders to a writer, piece by piece.</summary>
    /// <param name="writer">Gets the output.</param>
    /// <param name="model">See <see cref="Render(object)"/>.</param>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed; the writer may have got a part of the output.</exception>
    public void RenderTo(TextWriter writer, object? model = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        RenderPieces(piece => writer.Write(piece.Span), model);
    }

    /// <summary>Renders to a buffer, piece by piece.</summary>
    /// <param name="writer">Gets the output.</param>
    /// <param name="model">See <see cref="Render(object)"/>.</param>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed; the writer may have got a part of the output.</exception>
    public void RenderTo(IBufferWriter<char> writer, object? model = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        RenderPieces(piece => writer.Write(piece.Span), model);
    }

    /// <summary>Renders to a string, awaiting the tasks that members and functions return.</summary>
    /// <param name="model">See <see cref="Render(object)"/>.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>The output.</returns>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed.</exception>
    /// <exception cref="TemplateLimitException">A limit of the sandbox was reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<string> RenderAsync(object? model, CancellationToken cancellationToken)
    {
        var journal = new Journal();
        try
        {
            return TryRender(model, journal, cancellationToken) is var (text, waitFor) && text is not null
                ? new ValueTask<string>(text)
                : ResumeAsync(model, journal, waitFor!, cancellationToken);
        }
        catch (Exception e) when (e is TemplateRuntimeException or OperationCanceledException)
        {
            return ValueTask.FromException<string>(e);
        }
    }

    /// <summary>Renders to a writer, awaiting the tasks that members and functions return.</summary>
    /// <param name="writer">Gets the output, once all of it is there.</param>
    /// <param name="model">See <see cref="Render(object)"/>.</param>
    /// <param name="cancellationToken">Stops the rendering.</param>
    /// <returns>A task that ends when the output is written.</returns>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask RenderToAsync(TextWriter writer, object? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var text = await RenderAsync(model, cancellationToken);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    /// <summary>Parses a text that a running template evaluates.</summary>
    internal static Template ParseWithin(string text, TemplateOptions options, TemplateMode mode) =>
        new(new SourceText(text, "eval"), options, mode);

    /// <summary>Runs a script; gives the value of its last expression instead of writing it.</summary>
    internal Value EvaluateExpression(RenderContext context)
    {
        var statements = Body.Statements;
        for (var i = 0; i < statements.Length; i++)
        {
            if (i == statements.Length - 1 && statements[i] is ExpressionStatement last)
            {
                return last.Expression.Evaluate(context);
            }

            if (statements[i].Execute(context) != Flow.Next)
            {
                var result = context.Returned;
                context.Returned = default;
                return result;
            }
        }

        return default;
    }

    private static TemplateReference ReferenceAt(IReadOnlyList<string> path, Node site)
    {
        var (line, column) = site.Source.Position(site.Start);
        return new TemplateReference(path, line, column);
    }

    private TemplateReference[] ReadReferences()
    {
        var loops = _loops.ToLookup(static loop => loop.Name, static loop => loop.List, StringComparer.Ordinal);
        var result = new List<TemplateReference>();
        foreach (var path in _paths)
        {
            foreach (var segments in PathReader.Read(path, loops))
            {
                if (Array.IndexOf(Roots, segments[0]) < 0)
                {
                    result.Add(ReferenceAt(segments, path));
                }
            }
        }

        return [.. result];
    }

    private TemplateVariable[] FreeVariables()
    {
        var result = new List<TemplateVariable>();
        foreach (var variable in _read)
        {
            if (!_assigned.Contains(variable.Name) && Array.IndexOf(Roots, variable.Name) < 0)
            {
                var (line, column) = variable.Source.Position(variable.Start);
                result.Add(new TemplateVariable(variable.Name, line, column));
            }
        }

        return [.. result];
    }

    private (string? Text, Task? WaitFor) TryRender(object? model, Journal journal, CancellationToken cancellationToken)
    {
        var context = Start(model, journal, cancellationToken);
        try
        {
            Run(context);
            return (context.Out.ToString(), null);
        }
        catch (SuspendedException e)
        {
            return (null, e.Task);
        }
        finally
        {
            context.Return();
        }
    }

    private async ValueTask<string> ResumeAsync(object? model, Journal journal, Task waitFor, CancellationToken cancellationToken)
    {
        while (true)
        {
            await journal.RecordAsync(waitFor, cancellationToken);
            journal.Rewind();
            if (journal.Repetitions >= Journal.MaxRepetitions)
            {
                break;
            }

            var (text, next) = TryRender(model, journal, cancellationToken);
            if (text is not null)
            {
                return text;
            }

            waitFor = next!;
        }

        // A thread that is not of the pool, so that blocking it starves nobody.
        journal.CanSuspend = false;
        return await Task.Factory.StartNew(
            () => TryRender(model, journal, cancellationToken).Text!,
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private RenderContext Start(object? model, Journal? journal, CancellationToken cancellationToken)
    {
        if (HasErrors)
        {
            throw new InvalidOperationException($"The template has errors: {Messages[0]}");
        }

        return RenderContext.Rent(this, model, journal, cancellationToken);
    }

    private void Run(RenderContext context)
    {
        if (Body.Execute(context) == Flow.Return && !context.Returned.IsNull)
        {
            context.Write(context.Returned, Body, default);
        }

        context.CheckOutput(Body);
    }

    private void RenderPieces(Action<ReadOnlyMemory<char>> sink, object? model)
    {
        var context = Start(model, null, CancellationToken.None);
        try
        {
            context.Out.Sink = sink;
            Run(context);
            context.Out.Flush();
        }
        finally
        {
            context.Return();
        }
    }
}
