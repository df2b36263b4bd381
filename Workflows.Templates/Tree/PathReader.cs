namespace Workflows.Templates.Tree;

/// <summary>Reads what a path names before anything runs.</summary>
internal static class PathReader
{
    // Loops over each other's variables could go round in circles.
    private const int MaxDepth = 8;

    /// <summary>
    /// The segments of a path; none when it does not begin at a variable. The variable of a loop gives one path for each list that
    /// the template walks through under that name.
    /// </summary>
    public static List<string[]> Read(Expression expression, ILookup<string, Expression> loops, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return [];
        }

        switch (expression)
        {
            case GlobalVariable variable when loops.Contains(variable.Name):
                return [.. loops[variable.Name].SelectMany(list => Add(Read(list, loops, depth + 1), TemplateReference.Element))];
            case GlobalVariable variable:
                return [[variable.Name]];
            case MemberAccess member:
                return Add(Read(member.Target, loops, depth), member.Name);
            case IndexAccess { Index: Literal { Value: { IsString: true } name } } index:
                return Add(Read(index.Target, loops, depth), name.AsString);
            case IndexAccess index:
                return Add(Read(index.Target, loops, depth), TemplateReference.Element);
            case NestedExpression nested:
                return Read(nested.Inner, loops, depth);
            default:
                return [];
        }
    }

    private static List<string[]> Add(List<string[]> paths, string segment) => paths.ConvertAll(path => (string[])[.. path, segment]);
}
