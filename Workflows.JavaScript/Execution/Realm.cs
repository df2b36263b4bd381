using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Execution;

/// <summary>One engine's world: its limits, its frames and, made on demand, its built-in objects.</summary>
internal sealed partial class Realm
{
    /// <summary>Steps between two looks at the clock and the cancellation token.</summary>
    private const int Slice = 512;

    private Frame[] _frames = [];
    private int _depth;
    private long _budget;
    private long _stepsLeft;
    private long _memoryLeft;
    private long _deadline;
    private CancellationToken _cancellation;
    private bool _running;

    public Realm(ScriptOptions options)
    {
        Options = options;
        _memoryLeft = options.MaxMemoryBytes;
        Lexicals = new JsObject(null);
    }

    public ScriptOptions Options { get; }

    /// <summary>Top-level let, const and class bindings, shared by the scripts of one engine.</summary>
    public JsObject Lexicals { get; }

    /// <summary>False once a script put an indexed property on a prototype of arrays, so plain appends must look there.</summary>
    public bool ArraysArePlain { get; set; } = true;

    public int Depth => _depth;

    public long MemoryLeft => _memoryLeft;

    public Frame? Current => _depth > 0 ? _frames[_depth - 1] : null;

    public void Start(CancellationToken cancellation)
    {
        if (_running)
        {
            throw new InvalidOperationException("The engine is already running a script; use one engine per evaluation.");
        }

        _running = true;
        _cancellation = cancellation;
        _depth = 0;
        _stepsLeft = Options.MaxSteps;
        _budget = 0;
        _memoryLeft = Options.MaxMemoryBytes;
        _deadline = Options.Timeout == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : Stopwatch.GetTimestamp() + (long)(Options.Timeout.TotalSeconds * Stopwatch.Frequency);
    }

    public void Stop()
    {
        _running = false;
        _depth = 0;
        _cancellation = default;
    }

    public void Unwind(int depth) => _depth = depth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_budget < 0)
        {
            Refill();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Steps(long count)
    {
        if ((_budget -= count) < 0)
        {
            Refill();
        }
    }

    /// <summary>Counts memory the script makes. It is never given back: the limit bounds the whole evaluation, garbage included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Charge(long bytes)
    {
        if ((_memoryLeft -= bytes) < 0)
        {
            throw new ScriptLimitException(ScriptLimit.Memory, $"The script used more than {Options.MaxMemoryBytes} bytes of memory.");
        }
    }

    /// <summary>Counts a new string and the work of making it.</summary>
    public string Charged(string text)
    {
        Charge((text.Length * 2L) + 24);
        Steps(text.Length >> 7);
        return text;
    }

    public JsValue Text(string text) => JsValue.Of(Charged(text));

    /// <summary>The time a single regular-expression match may take now.</summary>
    public TimeSpan Remaining()
    {
        if (_deadline == long.MaxValue)
        {
            return TimeSpan.MaxValue;
        }

        return TimeSpan.FromSeconds(Math.Max(0, (double)(_deadline - Stopwatch.GetTimestamp()) / Stopwatch.Frequency));
    }

    public void EnterNative()
    {
        Step();
        EnsureStack();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw StackOverflow();
        }
    }

    /// <summary>The compiled code of a function. Compiling recurses along its text, so it too may need more stack than is left.</summary>
    public FunctionCode CodeOf(FunctionInfo info)
    {
        try
        {
            return info.Code;
        }
        catch (InsufficientExecutionStackException)
        {
            throw StackOverflow();
        }
    }

    /// <summary>Takes the frame of the next depth; the caller leaves it with <see cref="Leave"/> or unwinds.</summary>
    public Frame Enter(FunctionCode code)
    {
        Step();
        var depth = _depth;
        if (depth >= Options.MaxRecursion)
        {
            throw StackOverflow();
        }

        EnsureStack();
        if (depth >= _frames.Length)
        {
            Array.Resize(ref _frames, Math.Max(2, depth * 2));
        }

        var frame = _frames[depth] ??= new Frame(this);
        if (frame.Locals.Length < code.FrameSize)
        {
            Charge(code.FrameSize * 16L);
            frame.Locals = new JsValue[code.FrameSize];
        }

        frame.Code = code;
        frame.Position = code.Info.Start;
        _depth = depth + 1;
        return frame;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    private ThrowException StackOverflow() => RangeError("Maximum call stack size exceeded");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill()
    {
        _stepsLeft += _budget;
        _budget = 0;
        if (_stepsLeft < 0)
        {
            throw new ScriptLimitException(ScriptLimit.Steps, $"The script took more than {Options.MaxSteps} steps.");
        }

        _cancellation.ThrowIfCancellationRequested();
        if (Stopwatch.GetTimestamp() > _deadline)
        {
            throw new ScriptLimitException(ScriptLimit.Time, $"The script ran longer than {Options.Timeout}.");
        }

        _budget = Math.Min(Slice, _stepsLeft);
        _stepsLeft -= _budget;
    }
}
