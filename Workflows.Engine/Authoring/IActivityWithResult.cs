namespace Workflows.Engine.Authoring;

/// <summary>An activity with an output named Result.</summary>
public interface IActivityWithResult
{
    /// <summary>Where the result goes; null records it only for scripts.</summary>
    Output? Result { get; set; }
}

/// <summary>An activity with a typed output named Result.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public interface IActivityWithResult<T> : IActivityWithResult
{
    /// <summary>Where the result goes; null records it only for scripts.</summary>
    new Output<T>? Result { get; set; }
}
