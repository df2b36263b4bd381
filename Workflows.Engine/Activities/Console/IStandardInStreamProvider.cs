namespace Workflows.Engine.Activities.Console;

/// <summary>Where console activities read.</summary>
public interface IStandardInStreamProvider
{
    /// <summary>The reader.</summary>
    TextReader GetTextReader();
}
