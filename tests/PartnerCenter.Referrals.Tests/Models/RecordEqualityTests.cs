using System.Collections;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>
/// Tests that records are equal by content and that their lists never change. Reflection finds the records, so a new one is covered.
/// </summary>
public class RecordEqualityTests
{
    private static readonly Type[] Models = [.. typeof(Referral).Assembly.GetTypes()
        .Where(type => type.GetProperty("UnknownMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null)];

    private static readonly Type[] Records = [.. typeof(Referral).Assembly.GetExportedTypes()
        .Where(type => type.IsClass && type.GetMethod("<Clone>$") is not null)];

    public static TheoryData<Type> ModelTypes => [.. Models];

    public static TheoryData<Type, string> Lists =>
        new(Records.SelectMany(record => Collections(record).Select(list => (record, list.Name))));

    [Theory, MemberData(nameof(ModelTypes))]
    public void Two_reads_of_the_same_JSON_are_equal(Type model)
    {
        string json = Sample(model, 1).ToJsonString();

        AssertEqual(Read(model, json), Read(model, json));
        AssertEqual(Read(model, "{}"), Activator.CreateInstance(model)!);
    }

    [Theory, MemberData(nameof(ModelTypes))]
    public void The_order_of_the_members_makes_no_difference(Type model)
    {
        JsonObject sample = Sample(model, 1);
        JsonObject reversed = new(sample.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        AssertEqual(Read(model, sample.ToJsonString()), Read(model, reversed.ToJsonString()));
    }

    [Theory, MemberData(nameof(ModelTypes))]
    public void Each_member_makes_a_difference(Type model)
    {
        JsonObject sample = Sample(model, 1);
        JsonObject other = Sample(model, 2);

        foreach (string name in sample.Select(member => member.Key))
        {
            JsonObject changed = sample.DeepClone().AsObject();
            changed[name] = other[name]!.DeepClone();
            AssertDifferent(model, name, sample, changed);

            changed.Remove(name);
            AssertDifferent(model, name, sample, changed);
        }
    }

    [Theory, MemberData(nameof(ModelTypes))]
    public void An_annotation_makes_no_difference(Type model)
    {
        foreach (JsonObject sample in (JsonObject[])[[], Sample(model, 1)])
        {
            string plain = sample.ToJsonString();
            sample["@odata.context"] = "https://example.com/$metadata#Referrals/$entity";
            sample["team@odata.nextLink"] = "https://example.com";
            string annotated = sample.ToJsonString();
            sample["@odata.context"] = "https://example.com/$metadata#Referrals";

            AssertEqual(Read(model, plain), Read(model, annotated));
            AssertEqual(Read(model, annotated), Read(model, plain));
            AssertEqual(Read(model, annotated), Read(model, sample.ToJsonString()));
        }
    }

    [Fact]
    public async Task A_referral_that_is_read_alone_equals_the_same_referral_in_a_listing()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full).RespondsWith(HttpStatusCode.OK, ReferralJson.Page([ReferralJson.Full]));
        ReferralsClient client = service.Client();

        Referral alone = await client.GetAsync(ReferralJson.Id, cancellationToken: cancellation);
        Referral listed = Assert.Single(await client.ListAsync().ToListAsync(cancellation));

        AssertEqual(alone, listed);
        AssertEqual(listed, alone);
        Assert.Equal("@odata.context", Assert.Single(alone.UnknownMembers!.Keys));
        Assert.Null(listed.UnknownMembers);
    }

    [Theory]
    [InlineData("1.50", "1.5", true)]
    [InlineData("1.50", "15e-1", true)]
    [InlineData("1.50", "1.51", false)]
    [InlineData("\"a\"", "\"\\u0061\"", true)]
    [InlineData("\"a\"", "\"A\"", false)]
    [InlineData("null", "false", false)]
    [InlineData("true", "false", false)]
    [InlineData("""{ "a": 1, "b": 2 }""", """{"b":2,"a":1}""", true)]
    [InlineData("[1, 2]", "[1,2]", true)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1, 2]", "[1]", false)]
    [InlineData("""{ "@odata.type": "#x", "a": [ { "a@odata.count": 1 } ] }""", """{"a":[{}]}""", true)]
    [InlineData("""{ "@odata.type": "#x", "a": 1 }""", """{"a":2}""", false)]
    [InlineData("""{ "@odata.type": "#x" }""", """{"a":2}""", false)]
    [InlineData("""[ { "@odata.type": "#x" } ]""", "[]", false)]
    [InlineData("""{ "@odata.type": "#x" }""", "[]", false)]
    [InlineData("\"\\ud800\"", "\"\\ud800\"", true)]
    [InlineData("\"\\ud800\"", "\"\\ud801\"", false)]
    public void JSON_of_unknown_shape_is_compared_by_its_meaning(string one, string other, bool equal)
    {
        foreach (string json in (string[])["""{ "unheardOf": # }""", """{ "unheardOf": { "deep": [ # ] } }""", """{ "offers": [ # ] }"""])
        {
            object first = Read(typeof(ReferralRequirements), json.Replace("#", one, StringComparison.Ordinal));
            object second = Read(typeof(ReferralRequirements), json.Replace("#", other, StringComparison.Ordinal));

            Assert.Equal(equal, first.Equals(second));
            Assert.True(!equal || first.GetHashCode() == second.GetHashCode(), $"The hash codes of {one} and {other} differ in {json}.");
        }
    }

    [Fact]
    public void An_offer_that_holds_no_JSON_equals_only_its_like()
    {
        AssertEqual(new ReferralRequirements { Offers = [default] }, new ReferralRequirements { Offers = [default] });
        Assert.NotEqual(new ReferralRequirements { Offers = [default] }, new() { Offers = [JsonElement.Parse("null")] });
    }

    [Fact]
    public void A_record_equals_its_copy_until_the_copy_is_changed_deep_inside()
    {
        Referral read = (Referral)Read(typeof(Referral), ReferralJson.Full);
        Member member = Assert.Single(read.CustomerProfile!.Team);

        AssertEqual(read, WithMember(member with { }));
        Assert.NotEqual(read, WithMember(member with { Email = "eve@fabrikam.example.com" }));

        Referral WithMember(Member one) => read with { CustomerProfile = read.CustomerProfile with { Team = [one] } };
    }

    [Fact]
    public void Terms_with_the_same_content_are_equal()
    {
        DealTerms terms = Terms.Whole;

        AssertEqual(terms, terms with { Solutions = [.. terms.Solutions], Team = [.. terms.Team.Select(member => member with { })] });
        Assert.NotEqual(terms, terms with { Solutions = [.. terms.Solutions.Reverse()] });
        Assert.NotEqual(terms, terms with { Team = [.. terms.Team, new Member()] });
    }

    [Theory, MemberData(nameof(Lists))]
    public void A_list_is_copied_when_it_is_set(Type record, string name)
    {
        PropertyInfo property = ListOf(record, name);
        for (int count = 0; count <= 4; count++)
        {
            Array array = SomeItems(property, count);
            IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(ItemOf(property)), array)!;
            object?[] expected = [.. array.Cast<object?>()];
            IEnumerable fromArray = Set(record, property, array);
            IEnumerable fromList = Set(record, property, list);

            Array.Clear(array);
            list.Clear();

            Assert.Equal(expected, fromArray.Cast<object?>());
            Assert.Equal(expected, fromList.Cast<object?>());
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public void A_list_cannot_be_written_through_a_cast(Type record, string name)
    {
        PropertyInfo property = ListOf(record, name);
        for (int count = 0; count <= 4; count++)
        {
            IEnumerable list = Set(record, property, SomeItems(property, count));

            Assert.False(list is IList, $"{record.Name}.{name}: IList");
            Assert.False(
                typeof(ICollection<>).MakeGenericType(ItemOf(property)).IsInstanceOfType(list), $"{record.Name}.{name}: ICollection");
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public void A_list_that_is_null_or_never_set_is_the_same_empty_list(Type record, string name)
    {
        PropertyInfo property = ListOf(record, name);
        IEnumerable empty = Set(record, property, null);

        Assert.Empty(empty);
        Assert.Same(empty, Set(record, property, SomeItems(property, 0)));
        if (!property.IsDefined(typeof(RequiredMemberAttribute)))
        {
            object? unset = property.GetValue(Activator.CreateInstance(record));
            Assert.Equal(empty, unset);
            Assert.True(
                ReferenceEquals(unset, property.GetValue(Activator.CreateInstance(record))),
                $"{record.Name}.{name}: initialize it with ModelList's Absent, or Empty outside the models, because = [] makes a list.");
        }
    }

    [Theory, MemberData(nameof(Lists))]
    public void A_list_of_another_record_is_taken_without_a_copy(Type record, string name)
    {
        PropertyInfo property = ListOf(record, name);
        IEnumerable list = Set(record, property, SomeItems(property, 3));

        Assert.Same(list, Set(record, property, list));
    }

    private static void AssertEqual(object one, object other)
    {
        Assert.True(one.Equals(other), $"{one.GetType().Name}: equal content, but not equal.");
        Assert.True(one.GetHashCode() == other.GetHashCode(), $"{one.GetType().Name}: equal, but with another hash code.");
    }

    private static void AssertDifferent(Type model, string name, JsonObject one, JsonObject other) =>
        Assert.False(
            Read(model, one.ToJsonString()).Equals(Read(model, other.ToJsonString())), $"{model.Name}: {name} makes no difference.");

    private static object Read(Type model, string json) => JsonSerializer.Deserialize(json, TypeInfo(model))!;

    private static JsonTypeInfo TypeInfo(Type model) => ReferralsJson.Referral.Options.GetTypeInfo(model);

    /// <summary>Returns a model with all members and one unknown member set; variants differ in each of them.</summary>
    private static JsonObject Sample(Type model, int variant)
    {
        JsonObject sample = new() { ["unheardOf"] = Something(variant), ["alsoUnheardOf"] = variant };
        foreach (JsonPropertyInfo property in TypeInfo(model).Properties.Where(
            property => property is { IsExtensionData: false, Set: not null }))
        {
            sample[property.Name] = ValueOf(property.PropertyType, variant);
        }

        return sample;
    }

    private static JsonNode ValueOf(Type type, int variant) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        Type list when list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) =>
            new JsonArray(ValueOf(list.GenericTypeArguments[0], 1), ValueOf(list.GenericTypeArguments[0], variant)),
        Type record when Models.Contains(record) || record.GetMethod("<Clone>$") is not null => Sample(record, variant),
        Type boolean when boolean == typeof(bool) => variant == 1,
        Type number when number == typeof(decimal) => variant,
        Type date when date == typeof(DateTimeOffset) => $"203{variant}-01-31T00:00:00Z",
        Type json when json == typeof(JsonElement) => Something(variant),
        _ => $"text {variant}", // A string or an extensible enum.
    };

    private static JsonObject Something(int variant) => new() { ["deep"] = new JsonArray(null, variant) };

    private static IEnumerable<PropertyInfo> Collections(Type record) => record.GetProperties().Where(property =>
        property.SetMethod is not null
            && property.PropertyType != typeof(string)
            && property.PropertyType.IsAssignableTo(typeof(IEnumerable)));

    private static PropertyInfo ListOf(Type record, string name)
    {
        PropertyInfo property = record.GetProperty(name)!;
        Assert.True(
            property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IReadOnlyList<>),
            $"{record.Name}.{name}: make it an IReadOnlyList that ModelList copies.");
        return property;
    }

    private static Type ItemOf(PropertyInfo list) => list.PropertyType.GenericTypeArguments[0];

    private static Array SomeItems(PropertyInfo list, int count)
    {
        Type type = ItemOf(list);
        Array items = Array.CreateInstance(type, count);
        for (int i = 0; i < count; i++)
        {
            items.SetValue(JsonSerializer.Deserialize(ValueOf(type, i).ToJsonString(), TypeInfo(type)), i);
        }

        return items;
    }

    private static IEnumerable Set(Type record, PropertyInfo property, object? value)
    {
        object made = Activator.CreateInstance(record)!;
        property.SetValue(made, value);
        return (IEnumerable)property.GetValue(made)!;
    }
}
