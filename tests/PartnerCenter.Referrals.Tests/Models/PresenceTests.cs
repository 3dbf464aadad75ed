using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>Tests, for each member of each model, that a replace tells an absent member from a null and from an empty list.</summary>
public class PresenceTests
{
    /// <summary>Gets the models and the JSON names of their members. Links are never sent.</summary>
    public static TheoryData<Type, string> Members => [.. typeof(Referral).Assembly.GetTypes()
        .Where(type => type.GetProperty("UnknownMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)
        .SelectMany(type => Settable(type).Select(property => (type, NameOf(property))))
        .Where(member => member is not { type.Name: "Referral", Item2: "links" })];

    [Theory]
    [MemberData(nameof(Members))]
    public void An_absent_member_stays_absent(Type model, string name)
    {
        Assert.Equal("{}", Replaced(model, "{}"));
        Assert.Equal("{}", Written(model, Activator.CreateInstance(model)!));
        Assert.DoesNotContain(name, Replaced(model, """{"unheardOf":1}"""), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_null_stays_a_null_and_adds_no_other_member(Type model, string name)
    {
        Assert.Equal($$"""{"{{name}}":null}""", Replaced(model, $$"""{"{{name}}":null}"""));
        Assert.Equal($$"""{"{{name}}":null,"unheardOf":1}""", Replaced(model, $$"""{"unheardOf":1,"{{name}}":null}"""));
        Assert.Equal($$"""{"{{name}}":null,"unheardOf":1}""", Replaced(model, $$"""{"{{name}}":null,"unheardOf":1}"""));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_is_read_in_any_capitals_and_written_once(Type model, string name)
    {
        string value = Sample(Property(model, name).PropertyType);
        string expected = $$"""{"{{name}}":{{value}}}""";

        foreach (string written in (string[])[name, char.ToUpperInvariant(name[0]) + name[1..], name.ToUpperInvariant()])
        {
            object read = Read(model, $$"""{"{{written}}":{{value}}}""");

            Assert.Equal(expected, Written(model, read));
            Assert.Equal(Read(model, expected), read);
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_that_was_set_to_nothing_is_written(Type model, string name)
    {
        object made = Activator.CreateInstance(model)!;
        PropertyInfo property = Property(model, name);

        property.SetValue(made, null);

        Assert.Equal($$"""{"{{name}}":{{(IsList(property.PropertyType) ? "[]" : "null")}}}""", Written(model, made));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void An_absent_member_a_null_and_an_empty_list_are_equal(Type model, string name)
    {
        object absent = Read(model, "{}");
        string[] nothing = IsList(Property(model, name).PropertyType) ? ["null", "[]", "{}"] : ["null"];

        foreach (string json in nothing)
        {
            object read = Read(model, $$"""{"{{name}}":{{json}}}""");
            Assert.Equal(absent, read);
            Assert.Equal(absent.GetHashCode(), read.GetHashCode());
        }
    }

    [Fact]
    public void An_empty_text_stays_an_empty_text()
    {
        foreach (PropertyInfo property in Settable(typeof(Referral)).Where(property => property.PropertyType == typeof(string)))
        {
            string json = $$"""{"{{NameOf(property)}}":""}""";
            Assert.Equal(json, Replaced(typeof(Referral), json));
        }

        Assert.Equal("""{"size":""}""", Replaced(typeof(CustomerProfile), """{"size":""}"""));
    }

    [Fact]
    public void What_one_copy_sets_does_not_show_in_the_record_it_was_copied_from()
    {
        Member read = (Member)Read(typeof(Member), """{"unheardOf":1,"title":null}""");

        Member changed = read with { Email = null };

        Assert.Equal("""{"title":null,"unheardOf":1}""", Written(typeof(Member), read));
        Assert.Equal("""{"email":null,"title":null,"unheardOf":1}""", Written(typeof(Member), changed));
        Assert.Equal("""{"email":"a","title":null,"unheardOf":1}""", Written(typeof(Member), changed with { Email = "a" }));
    }

    [Fact]
    public void A_list_of_another_record_is_written_because_it_was_set()
    {
        Referral read = (Referral)Read(typeof(Referral), """{"name":"n"}""");

        Assert.Equal("""{"name":"n","team":[]}""", Written(typeof(Referral), read with { Team = new Referral().Team }));
    }

    [Fact]
    public void The_last_of_two_spellings_counts_and_one_is_written() =>
        Assert.Equal("""{"substatus":"Won"}""", Replaced(typeof(Referral), """{"substatus":"Lost","Substatus":"Won"}"""));

    private static object Read(Type model, string json) =>
        JsonSerializer.Deserialize(json, ReferralsJson.Referral.Options.GetTypeInfo(model))!;

    private static string Written(Type model, object value) =>
        JsonSerializer.Serialize(value, ReferralsJson.ReferralForReplace.Options.GetTypeInfo(model));

    private static string Replaced(Type model, string json) => Written(model, Read(model, json));

    private static IEnumerable<PropertyInfo> Settable(Type model) =>
        model.GetProperties().Where(property => property.SetMethod is { IsPublic: true });

    private static PropertyInfo Property(Type model, string name) => Settable(model).Single(property => NameOf(property) == name);

    private static string NameOf(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name;

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    private static string Sample(Type type) => type switch
    {
        _ when IsList(type) => $"[{Sample(type.GetGenericArguments()[0])}]",
        _ when type == typeof(string) => "\"x\"",
        _ when type == typeof(DateTimeOffset?) => "\"2030-01-31T00:00:00Z\"",
        _ when type == typeof(decimal?) => "1.50",
        _ when type == typeof(bool?) => "true",
        _ when type == typeof(JsonElement) => "{\"a\":1}",
        _ when type.GetProperty("UnknownMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null => "{}",
        _ => "\"Y\"",
    };
}
