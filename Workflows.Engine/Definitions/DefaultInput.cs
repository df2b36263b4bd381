using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Definitions;

/// <summary>Inputs that stand for a descriptor's default value; they are not written into definitions.</summary>
internal static class DefaultInput
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Input, object> Made = [];

    public static Input Create(InputDescriptor descriptor)
    {
        var value = ValueConverter.Convert(descriptor.DefaultValue, descriptor.Type);
        var input = InputFactory.Create(descriptor.Type, Expression.LiteralExpression(value), new MemoryBlockReference());
        Made.Add(input, input);
        return input;
    }

    public static bool Is(Input input) => Made.TryGetValue(input, out _);
}
