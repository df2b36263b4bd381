namespace Workflows.Engine.Activities.Console;

/// <summary>Where console activities write.</summary>
public interface IStandardOutStreamProvider
{
    /// <summary>The writer.</summary>
    TextWriter GetTextWriter();
}
