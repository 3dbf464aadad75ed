using System.Reflection;
using System.Text.Json.Serialization;
using System.Xml.Linq;

namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>Tests that every extensible enum has its members and nothing else: everything common is in the base.</summary>
public class ExtensibleEnumConventionTests
{
    private static readonly XElement Documentation =
        XDocument.Load(Path.ChangeExtension(typeof(Referral).Assembly.Location, ".xml")).Root!.Element("members")!;

    public static TheoryData<EnumProbe, int> All => EnumTypes.All;

    public static TheoryData<EnumProbe> Each => EnumTypes.Each;

    [Fact]
    public void Every_extensible_enum_is_in_the_list_of_these_tests()
    {
        IEnumerable<string> declared = typeof(Referral).Assembly.GetTypes()
            .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(ExtensibleEnum<>))
            .Select(type => type.Name);

        Assert.Equal(
            declared.Order(StringComparer.Ordinal), EnumTypes.Each.Select(row => row.Data.Type.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_known_value_is_a_member_once_and_named_in_Members(EnumProbe probe, int count)
    {
        Dictionary<string, object> members = probe.Members();

        Assert.Equal(count, members.Count);
        Assert.Equal(count, members.Values.Select(member => member.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(members, member => Assert.True(
            probe.NamedMembers().Contains(member.Value), $"{probe.Type.Name}: add {member.Key} to Members."));
        Assert.Equal(count, probe.NamedMembers().Length);
        Assert.All(members.Values, member => Assert.True(probe.IsKnown(member)));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Is_sealed_with_one_constructor_and_two_static_abstracts_and_nothing_else(EnumProbe probe)
    {
        const BindingFlags declared =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        string[] ofInterface = [.. probe.Type.GetMembers(declared).Where(IsOfInterface).Select(member => member.Name.Split('.')[^1])];
        string[] others = [.. probe.Type.GetMembers(declared)
            .Where(member => !IsOfInterface(member) && member is not ConstructorInfo { IsStatic: true } and not FieldInfo
                && !IsMember(member as PropertyInfo) && !IsMember(PropertyOf(member)))
            .Select(member => member.Name)];

        Assert.True(probe.Type.IsSealed);
        Assert.Equal(["Create", "Members", "get_Members"], ofInterface.Order(StringComparer.Ordinal));
        Assert.Equal(
            probe.Type == typeof(SalesStage) ? [".ctor", "FromPercentage", "Percentage", "get_Percentage"] : [".ctor"],
            others.Order(StringComparer.Ordinal));
        Assert.Equal(
            [typeof(string)], Assert.Single(probe.Type.GetConstructors()).GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(
            typeof(ExtensibleEnumConverter<>).MakeGenericType(probe.Type),
            probe.Type.GetCustomAttribute<JsonConverterAttribute>()!.ConverterType);

        static bool IsOfInterface(MemberInfo member) => member.Name.Contains(nameof(IExtensibleEnum<>), StringComparison.Ordinal);

        bool IsMember(PropertyInfo? property) =>
            property?.GetMethod is { IsStatic: true, IsPublic: true } && !property.CanWrite && property.PropertyType == probe.Type;

        PropertyInfo? PropertyOf(MemberInfo accessor) =>
            accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? probe.Type.GetProperty(accessor.Name[4..]) : null;
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Documentation_says_what_it_is_and_links_a_page_of_Microsofts(EnumProbe probe)
    {
        XElement documented = Documentation.Elements().Single(member => (string?)member.Attribute("name") == $"T:{probe.Type.FullName}");

        Assert.False(string.IsNullOrWhiteSpace(documented.Element("summary")?.Value));
        Assert.Contains(
            documented.Descendants("see"),
            see => ((string?)see.Attribute("href"))?.StartsWith("https://learn.microsoft.com/", StringComparison.Ordinal) == true);
    }
}
