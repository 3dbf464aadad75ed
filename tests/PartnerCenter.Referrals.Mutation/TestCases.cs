using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>Finds the unit tests of behaviour, always in the same order.</summary>
internal static class TestCases
{
    // The generated inputs go through everything many thousand times. The others look at sources, memory or the assembly itself, and fail
    // for any mutant or for none.
    private static readonly string[] LeftOut =
    [
        "AllocationTests", "ExtensionMethodTests", "FileTests", "LayeringTests", "PublicSurfaceTests", "RoomReferencesTests",
        "TestableTypesTests",
    ];

    public static async Task<TestCase[]> FindAsync()
    {
        List<TestCase> found = [];
        foreach (Type type in Assembly.Load("PartnerCenter.Referrals.Tests").GetTypes()
            .Where(type => type is { IsPublic: true, IsClass: true, IsAbstract: false }
                && !type.Name.StartsWith("Hostile", StringComparison.Ordinal) && !LeftOut.Contains(type.Name))
            .OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
            {
                if (method.GetCustomAttribute<FactAttribute>(inherit: true) is { Skip: null } fact)
                {
                    IReadOnlyList<Func<object?[]>> rows = fact is TheoryAttribute ? await RowsOfAsync(method) : [static () => []];
                    found.AddRange(rows.Select(row => new TestCase(method, row)));
                }
            }
        }

        return [.. found];
    }

    private static async Task<IReadOnlyList<Func<object?[]>>> RowsOfAsync(MethodInfo method)
    {
        List<Func<object?[]>> rows = [];
        foreach (DataAttribute data in method.GetCustomAttributes<DataAttribute>(inherit: true))
        {
            if (data is MemberDataAttributeBase { MemberType: null } member)
            {
                member.MemberType = method.DeclaringType;
            }

            int count = (await DataOfAsync(data, method)).Count;
            rows.AddRange(Enumerable.Range(0, count).Select<int, Func<object?[]>>(
                at => () => Fit(DataOfAsync(data, method).Result.ElementAt(at).GetData(), method.GetParameters())));
        }

        return rows;
    }

    private static async Task<IReadOnlyCollection<ITheoryDataRow>> DataOfAsync(DataAttribute data, MethodInfo method)
    {
        await using DisposalTracker tracker = new();
        return await data.GetData(method, tracker);
    }

    // Adds default values, and gathers the arguments of an array that the parameters end in.
    private static object?[] Fit(object?[] given, ParameterInfo[] parameters)
    {
        if (given.Length < parameters.Length && parameters[^1].GetCustomAttribute<ParamArrayAttribute>() is null)
        {
            return [.. given, .. parameters[given.Length..].Select(static parameter => parameter.DefaultValue)];
        }

        if (parameters.Length == 0 || parameters[^1].GetCustomAttribute<ParamArrayAttribute>() is null
            || (given.Length == parameters.Length && (given[^1] is null || parameters[^1].ParameterType.IsInstanceOfType(given[^1]))))
        {
            return given;
        }

        object?[] rest = given[(parameters.Length - 1)..];
        Array gathered = Array.CreateInstance(parameters[^1].ParameterType.GetElementType()!, rest.Length);
        rest.CopyTo(gathered, 0);
        return [.. given[..(parameters.Length - 1)], gathered];
    }
}
