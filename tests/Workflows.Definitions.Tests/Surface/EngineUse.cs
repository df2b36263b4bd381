using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Workflows.Definitions.Tests.Surface;

/// <summary>
/// What a compiled assembly takes from the engine: types, members, overridden members, and properties that attributes set by name.
/// Constants and values of enumerations are not seen: the compiler copies them.
/// </summary>
internal sealed class EngineUse
{
    private const string Engine = "Workflows.Engine";
    private static readonly string[] OfEveryObject = ["ToString", "Equals", "GetHashCode", "Finalize"];

    private readonly MetadataReader _reader;
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    private EngineUse(MetadataReader reader) => _reader = reader;

    /// <summary>One line for each type and member, without the engine's root namespace, in ordinal order.</summary>
    public static IReadOnlyCollection<string> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var use = new EngineUse(file.GetMetadataReader());
        use.ReadTypes();
        use.ReadMembers();
        use.ReadOverrides();
        use.ReadAttributes();
        return use._found;
    }

    private void ReadTypes()
    {
        foreach (var handle in _reader.TypeReferences)
        {
            if (NameOf(handle) is { } name)
            {
                _found.Add(name);
            }
        }
    }

    private void ReadMembers()
    {
        foreach (var member in _reader.MemberReferences.Select(_reader.GetMemberReference))
        {
            if (NameOf(member.Parent) is not { } type)
            {
                continue;
            }

            var name = $"{type}.{_reader.GetString(member.Name).TrimStart('.')}";
            _found.Add(member.GetKind() == MemberReferenceKind.Field
                ? name
                : name + Parameters(member.DecodeMethodSignature(SurfaceNames.Instance, null)));
        }
    }

    private void ReadOverrides()
    {
        foreach (var type in _reader.TypeDefinitions.Select(_reader.GetTypeDefinition))
        {
            if (EngineBaseOf(type) is not { } ancestor)
            {
                continue;
            }

            foreach (var method in type.GetMethods().Select(_reader.GetMethodDefinition))
            {
                var name = _reader.GetString(method.Name);
                if ((method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual
                    && !OfEveryObject.Contains(name, StringComparer.Ordinal))
                {
                    _found.Add($"override {ancestor}.{name}{Parameters(method.DecodeSignature(SurfaceNames.Instance, null))}");
                }
            }
        }
    }

    private void ReadAttributes()
    {
        foreach (var attribute in _reader.CustomAttributes.Select(_reader.GetCustomAttribute))
        {
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && NameOf(_reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent) is { } type)
            {
                _found.UnionWith(attribute.DecodeValue(SurfaceNames.Instance).NamedArguments.Select(argument => $"{type}.{argument.Name}="));
            }
        }
    }

    private string? EngineBaseOf(TypeDefinition type) => type.BaseType.Kind switch
    {
        _ when type.BaseType.IsNil => null,
        HandleKind.TypeDefinition => EngineBaseOf(_reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType)),
        _ => NameOf(type.BaseType),
    };

    /// <summary>Name of a type of the engine, a generic one by its definition. Null: a type of somebody else.</summary>
    private string? NameOf(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeSpecification:
                var signature = _reader.GetBlobReader(_reader.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                {
                    return null;
                }

                signature.ReadCompressedInteger();
                return NameOf(signature.ReadTypeHandle());

            case HandleKind.TypeReference:
                var type = _reader.GetTypeReference((TypeReferenceHandle)handle);
                var name = _reader.GetString(type.Name);
                if (type.ResolutionScope.Kind == HandleKind.TypeReference)
                {
                    return NameOf(type.ResolutionScope) is { } outer ? $"{outer}+{name}" : null;
                }

                return type.ResolutionScope.Kind == HandleKind.AssemblyReference
                    && _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) == Engine
                    ? $"{_reader.GetString(type.Namespace)}.{name}"[(Engine.Length + 1)..]
                    : null;

            default:
                return null;
        }
    }

    private static string Parameters(MethodSignature<string> signature) => $"({string.Join(", ", signature.ParameterTypes)})";
}
