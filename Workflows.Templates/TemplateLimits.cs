namespace Workflows.Templates;

/// <summary>What one rendering may use. A template that reaches a limit stops with <see cref="TemplateLimitException"/>.</summary>
public sealed class TemplateLimits
{
    /// <summary>Loop steps in one rendering, nested loops and built-in list functions included. Default: 100,000. Range: from 1.</summary>
    public int LoopIterations { get; init; } = 100_000;

    /// <summary>Depth of nested function calls and includes. Default: 100. Range: 1 to 1,000.</summary>
    public int Recursion { get; init; } = 100;

    /// <summary>Characters written to the output. Default: 4,194,304. Range: from 1.</summary>
    public int OutputLength { get; init; } = 4 * 1024 * 1024;

    /// <summary>Characters of a string, or elements of an array, that a template builds. Default: 1,048,576. Range: from 1.</summary>
    public int StringLength { get; init; } = 1024 * 1024;

    /// <summary>
    /// Time a rendering may take, measured with <see cref="TemplateOptions.TimeProvider"/>. Default: 10 s. Range: above zero.
    /// </summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time one regular expression may take. Default: 1 s. Range: above zero.</summary>
    public TimeSpan RegexTime { get; init; } = TimeSpan.FromSeconds(1);

    internal void Check()
    {
        Require(LoopIterations >= 1, nameof(LoopIterations));
        Require(Recursion is >= 1 and <= 1000, nameof(Recursion));
        Require(OutputLength >= 1, nameof(OutputLength));
        Require(StringLength >= 1, nameof(StringLength));
        Require(Time > TimeSpan.Zero, nameof(Time));
        Require(RegexTime > TimeSpan.Zero, nameof(RegexTime));
    }

    private static void Require(bool isInRange, string limit)
    {
        if (!isInRange)
        {
            throw new InvalidOperationException($"{nameof(TemplateLimits)}.{limit} is out of its range.");
        }
    }
}
