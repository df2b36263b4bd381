using System.Globalization;
using Workflows.CSharp.Compilation;
using Workflows.Engine.Expressions;

namespace Workflows.CSharp;

/// <summary>One run of a script, with its limits.</summary>
internal sealed class ScriptRun
{
    private readonly long _mostBytes;
    private int _thread;
    private long _allocatedBefore;
    private long _allocated;

    private ScriptRun(ExpressionExecutionContext context, long mostBytes, CancellationToken token)
    {
        Context = context;
        Token = token;
        _mostBytes = mostBytes;
    }

    public ExpressionExecutionContext Context { get; }

    public CancellationToken Token { get; }

    public static async Task<object?> RunAsync(
        CompiledScript script, ExpressionExecutionContext context, ExpressionEvaluatorOptions options, CSharpOptions limits)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        time.CancelAfter(limits.TimeLimit);
        var run = new ScriptRun(context, limits.MaxAllocatedBytes, time.Token);

        // On a thread of its own: a script that blocks keeps that thread, but not the burst.
        var work = Task.Run(() => run.StartAsync(script, options), CancellationToken.None);
        try
        {
            return await work.WaitAsync(time.Token);
        }
        catch (OperationCanceledException error) when (time.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw new CSharpScriptException(string.Create(
                CultureInfo.InvariantCulture, $"The C# script was stopped: it ran longer than {limits.TimeLimit.TotalSeconds} s."), error);
        }
    }

    public void Check()
    {
        Token.ThrowIfCancellationRequested();
        var now = GC.GetAllocatedBytesForCurrentThread();
        var thread = Environment.CurrentManagedThreadId;
        if (thread == _thread)
        {
            _allocated += now - _allocatedBefore;
        }

        // A script that awaits may go on elsewhere; the counter of that thread has another start.
        (_thread, _allocatedBefore) = (thread, now);
        if (_allocated > _mostBytes)
        {
            throw new CSharpScriptException(string.Create(
                CultureInfo.InvariantCulture, $"The C# script was stopped: it allocated more than {_mostBytes >> 10} KiB."));
        }
    }

    private async Task<object?> StartAsync(CompiledScript script, ExpressionEvaluatorOptions options)
    {
        ScriptGuard.Current = this;
        _thread = Environment.CurrentManagedThreadId;
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return await script.RunAsync(new Globals(this, options.Arguments));
        }
        catch (InsufficientExecutionStackException error)
        {
            throw new CSharpScriptException("The C# script was stopped: its calls are nested too deep.", error);
        }
    }
}
