namespace Workflows.Engine.Durability.Committing;

/// <summary>A write was refused because another worker has taken the instance over since it was read.</summary>
internal sealed class FencedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>SQLSTATE raised by <c>engine.require</c>.</summary>
    public const string SqlState = "WF001";
}
