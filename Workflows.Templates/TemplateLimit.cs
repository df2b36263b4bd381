namespace Workflows.Templates;

/// <summary>A sandbox limit of <see cref="TemplateLimits"/>.</summary>
public enum TemplateLimit
{
    /// <summary><see cref="TemplateLimits.LoopIterations"/>.</summary>
    LoopIterations,

    /// <summary><see cref="TemplateLimits.Recursion"/>.</summary>
    Recursion,

    /// <summary><see cref="TemplateLimits.OutputLength"/>.</summary>
    OutputLength,

    /// <summary><see cref="TemplateLimits.StringLength"/>.</summary>
    StringLength,

    /// <summary><see cref="TemplateLimits.Time"/>.</summary>
    Time,
}
