using System.Globalization;
using System.Runtime.CompilerServices;

namespace Workflows.Templates.Evaluation;

/// <summary>The state of one rendering. Kept and used again by the next rendering of the same thread.</summary>
internal sealed partial class RenderContext
{
    [ThreadStatic]
    private static RenderContext? _spare;

    private readonly Frame _pageFrame = new();
    private Value[] _stack = new Value[64];
    private int _stackHighest;
    private int _steps;
    private int _depth;
    private long _started;

    private RenderContext()
    {
    }

    public TemplateOptions Options { get; private set; } = null!;

    public GlobalFunctions Functions { get; private set; } = null!;

    public CultureInfo Culture { get; private set; } = null!;

    public TimeZoneInfo TimeZone => Options.TimeZone ?? TimeZoneInfo.Local;

    public OutputBuffer Out { get; } = new();

    public GlobalScope Globals { get; } = new();

    public Frame Frame { get; set; } = null!;

    public LoopState? Loop { get; set; }

    public Value Returned { get; set; }

    public bool IsLiquid { get; private set; }

    public bool IsStrict { get; private set; }

    public bool EscapesHtml { get; private set; }

    public CancellationToken Cancellation { get; private set; }

    /// <summary>Whether a variable may hide a built-in, so that built-ins must be looked up like any other name.</summary>
    public bool MayShadow { get; set; }

    public string? DateFormat { get; set; }

    /// <summary>Positions of <c>cycle</c> groups and of <c>offset:continue</c>.</summary>
    public Dictionary<string, int> Counters => field ??= new Dictionary<string, int>(StringComparer.Ordinal);

    public int StackTop { get; set; }

    /// <summary>Loops around the running statement within the running function.</summary>
    public int LoopDepth { get; set; }

    public static RenderContext Rent(Template template, object? model, Journal? journal, CancellationToken cancellationToken)
    {
        var context = _spare ?? new RenderContext();
        _spare = null;
        context.Journal = journal;
        context.Start(template, model, cancellationToken);
        return context;
    }

    public void Return()
    {
        Array.Clear(_stack, 0, Math.Max(_stackHighest, StackTop));
        _stackHighest = 0;
        StackTop = 0;
        ResetScopes();
        _pageFrame.Clear();
        Globals.Clear();
        Globals.Model = null;
        Journal = null;
        Loop = null;
        LoopDepth = 0;
        Returned = default;
        Out.Reset(int.MaxValue);
        _spare = this;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(Value value)
    {
        if (StackTop == _stack.Length)
        {
            Array.Resize(ref _stack, StackTop * 2);
        }

        _stack[StackTop++] = value;
    }

    /// <summary>The arguments pushed since a mark. Stays valid when the stack grows: it then shows the old array.</summary>
    public ReadOnlySpan<Value> Arguments(int from)
    {
        if (StackTop > _stackHighest)
        {
            _stackHighest = StackTop;
        }

        return _stack.AsSpan(from, StackTop - from);
    }

    public void CountStep(Node site)
    {
        if (++_steps > Options.Limits.LoopIterations)
        {
            throw site.Limit(TemplateLimit.LoopIterations, $"The template made more than {Options.Limits.LoopIterations} loop steps.");
        }

        if ((_steps & 15) == 0)
        {
            CheckTime(site);
        }

        if (Out.IsOverLimit)
        {
            throw site.Limit(TemplateLimit.OutputLength, $"The output is longer than {Options.Limits.OutputLength} characters.");
        }

        Out.FlushIfLarge();
    }

    public void CountSteps(Node site, long count)
    {
        if (_steps + count > Options.Limits.LoopIterations)
        {
            throw site.Limit(TemplateLimit.LoopIterations, $"The template made more than {Options.Limits.LoopIterations} loop steps.");
        }

        _steps += (int)count;
        CheckTime(site);
    }

    public void CheckLength(Node site, long length)
    {
        if (length > Options.Limits.StringLength)
        {
            throw site.Limit(
                TemplateLimit.StringLength,
                $"The template built a value of {length} characters or elements; {Options.Limits.StringLength} are allowed.");
        }
    }

    public void EnterCall(Node site)
    {
        if (++_depth > Options.Limits.Recursion || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw site.Limit(TemplateLimit.Recursion, $"Calls are nested deeper than {Options.Limits.Recursion}.");
        }

        if ((++_steps & 63) == 0)
        {
            CheckTime(site);
        }
    }

    public void LeaveCall() => _depth--;

    public void CheckTime(Node site)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (Options.TimeProvider.GetElapsedTime(_started) > Options.Limits.Time)
        {
            throw site.Limit(TemplateLimit.Time, $"Rendering took longer than {Options.Limits.Time}.");
        }
    }

    public void CheckOutput(Node site)
    {
        if (Out.IsOverLimit)
        {
            throw site.Limit(TemplateLimit.OutputLength, $"The output is longer than {Options.Limits.OutputLength} characters.");
        }
    }

    private void Start(Template template, object? model, CancellationToken cancellationToken)
    {
        Options = template.Options;
        Functions = Options.Functions;
        Culture = Options.Culture ?? CultureInfo.CurrentCulture;
        IsLiquid = Options.Mode == TemplateMode.Liquid;
        IsStrict = Options.StrictVariables;
        EscapesHtml = Options.Escaping == TemplateEscaping.Html;
        Cancellation = cancellationToken;
        DateFormat = null;
        Frame = _pageFrame;
        _steps = 0;
        _depth = 0;
        if (Journal is { Repetitions: > 0 })
        {
            _started = Journal.Started;
            Now = Journal.Now;
        }
        else
        {
            _started = Options.TimeProvider.GetTimestamp();
            Now = Options.TimeProvider.GetUtcNow();
        }

        if (Journal is not null)
        {
            Journal.Started = _started;
            Journal.Now = Now;
        }

        Out.Reset(Options.Limits.OutputLength);
        Globals.Model = model;
        MayShadow = template.MayShadow || Globals.Hides(template.Roots);
        if (Counters.Count > 0)
        {
            Counters.Clear();
        }
    }
}
