#nullable enable

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies the compiler's documentation file without the members that users of the assembly cannot reach. The compiler documents every
/// member, and has no option for less. MSBuild compiles this source, against .NET Standard, when it builds a package.
/// </summary>
public sealed class PublicDocumentation : Task
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Required]
    public string Source { get; set; } = "";

    [Required]
    public string Destination { get; set; } = "";

    [Required]
    public string AssemblyPath { get; set; } = "";

    [Required]
    public ITaskItem[] References { get; set; } = [];

    public override bool Execute()
    {
        using IDisposable context = NewContext();
        Assembly assembly = (Assembly)context.GetType().GetMethod("LoadFromAssemblyPath")!.Invoke(context, [AssemblyPath])!;
        HashSet<string> visible = [.. assembly.GetTypes().Where(IsVisible).SelectMany(type => Ids(type))];

        XDocument documentation = XDocument.Load(Source, LoadOptions.PreserveWhitespace);
        foreach (XElement member in documentation.Descendants("member").ToList())
        {
            if (!visible.Contains((string)member.Attribute("name")!))
            {
                if (member.PreviousNode is XText indentation)
                {
                    indentation.Remove();
                }

                member.Remove();
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
        documentation.Save(Destination, SaveOptions.DisableFormatting);
        return true;
    }

    // .NET Standard does not have MetadataLoadContext, which MSBuild itself brings along.
    private IDisposable NewContext()
    {
        const string library = "System.Reflection.MetadataLoadContext";
        Type resolver = Type.GetType("System.Reflection.PathAssemblyResolver, " + library, throwOnError: true)!;
        Type context = Type.GetType("System.Reflection.MetadataLoadContext, " + library, throwOnError: true)!;
        IEnumerable<string> paths = References.Select(reference => reference.ItemSpec).Append(AssemblyPath);
        return (IDisposable)Activator.CreateInstance(context, Activator.CreateInstance(resolver, paths), null)!;
    }

    private static bool IsVisible(Type type) =>
        type.IsNested
            ? IsVisible(type.DeclaringType!) && (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
            : type.IsPublic;

    private static bool IsVisible(MethodBase? method) =>
        method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static IEnumerable<string> Ids(Type type)
    {
        string name = Name(type);
        return new[] { "T:" + name }
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)
                .Select(field => "F:" + name + "." + field.Name))
            .Concat(type.GetEvents(Declared).Where(one => IsVisible(one.AddMethod)).Select(one => "E:" + name + "." + one.Name))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible))
                .Select(property => "P:" + name + "." + property.Name + Parameters(property.GetIndexParameters())))
            .Concat(type.GetConstructors(Declared).Where(IsVisible)
                .Select(constructor => "M:" + name + "." + constructor.Name.Replace('.', '#') + Parameters(constructor.GetParameters())))
            .Concat(type.GetMethods(Declared).Where(IsVisible).Select(method => "M:" + name + "." + Signature(method)));
    }

    private static string Signature(MethodInfo method) =>
        method.Name
        + (method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : "")
        + Parameters(method.GetParameters())
        + (method.Name is "op_Implicit" or "op_Explicit" ? "~" + Name(method.ReturnType) : "");

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : "(" + string.Join(",", parameters.Select(parameter => Name(parameter.ParameterType))) + ")";

    // The ids are those of the C# specification: a nested type has a dot, and a constructed type has its arguments in braces.
    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!) + "@";
        }

        if (type.IsPointer)
        {
            return Name(type.GetElementType()!) + "*";
        }

        if (type.IsArray)
        {
            string bounds = type.GetArrayRank() == 1 ? "" : string.Join(",", Enumerable.Repeat("0:", type.GetArrayRank()));
            return Name(type.GetElementType()!) + "[" + bounds + "]";
        }

        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        }

        if (!type.IsGenericType || type.IsGenericTypeDefinition)
        {
            return type.FullName!.Replace('+', '.');
        }

        Queue<string> arguments = new(type.GetGenericArguments().Select(Name));
        return Regex.Replace(
            type.GetGenericTypeDefinition().FullName!.Replace('+', '.'),
            "`([0-9]+)",
            arity => "{" + string.Join(",", Enumerable.Range(0, int.Parse(arity.Groups[1].Value)).Select(_ => arguments.Dequeue())) + "}");
    }
}
