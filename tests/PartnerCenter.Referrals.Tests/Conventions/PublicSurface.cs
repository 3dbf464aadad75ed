using System.Reflection;
using System.Xml.Linq;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Reads the public surface of a package.</summary>
internal static class PublicSurface
{
    private static readonly BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Returns every public mention of a type outside the package, the BCL and the named assemblies.</summary>
    public static string[] Leaks(Assembly package, params string[] allowed) =>
    [
        .. package.GetExportedTypes().SelectMany(type => Named(type).Select(named => (type, named)))
            .SelectMany(pair => Parts(pair.named).Select(part => (pair.type, part)))
            .Where(pair => pair.part.Assembly != package && !IsAllowed(pair.part.Assembly.GetName().Name!, allowed))
            .Select(pair => $"{pair.type} names {pair.part} of {pair.part.Assembly.GetName().Name}").Distinct(),
    ];

    /// <summary>
    /// Returns public types that the shipped documentation file lacks. The compiler checks members (CS1591 is an error); this finds a
    /// documentation file that is not shipped.
    /// </summary>
    public static string[] Undocumented(Assembly package)
    {
        HashSet<string> documented =
        [
            .. XDocument.Load(Path.ChangeExtension(package.Location, ".xml")).Descendants("member")
                .Where(member => member.Elements().Any())
                .Select(member => member.Attribute("name")!.Value),
        ];
        return [
            .. package.GetExportedTypes().Select(
                type => "T:" + type.FullName!.Replace('+', '.')).Where(name => !documented.Contains(name))];
    }

    private static bool IsAllowed(string assembly, string[] allowed) =>
        assembly.StartsWith("System.", StringComparison.Ordinal) || allowed.Contains(assembly);

    private static IEnumerable<Type> Named(Type type) =>
    [
        .. type.BaseType is null ? Array.Empty<Type>() : [type.BaseType],
        .. type.GetInterfaces(),
        .. type.GetConstructors(Declared).Where(IsVisible).SelectMany(
            member => member.GetParameters()).Select(parameter => parameter.ParameterType),
        .. type.GetMethods(Declared).Where(IsVisible).SelectMany(
            member => member.GetParameters().Select(parameter => parameter.ParameterType).Append(member.ReturnType)),
        .. type.GetFields(Declared).Where(
            field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(field => field.FieldType),
        .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType).Where(attribute => attribute.IsPublic),
    ];

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        // No recursion: a constraint may name its own parameter.
        : type.IsGenericParameter
        ? type.GetGenericParameterConstraints().Select(one => one.IsGenericType ? one.GetGenericTypeDefinition() : one)
        : [type];
}
