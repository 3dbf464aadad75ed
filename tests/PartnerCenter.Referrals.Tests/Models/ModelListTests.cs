namespace PartnerCenter.Referrals.Tests.Models;

/// <summary>Tests the models' list type in each size that it stores differently.</summary>
public class ModelListTests
{
    public static TheoryData<int> Sizes => [0, 1, 2, 3, 4];

    [Theory, MemberData(nameof(Sizes))]
    public void Holds_its_items_in_their_order(int size)
    {
        string[] items = Items(size);
        ModelList<string> list = ModelList<string>.Of(items);

        Assert.Equal(items.Length, list.Count);
        Assert.Equal(items, list);
        Assert.Equal(items, Enumerable.Range(0, list.Count).Select(index => list[index]));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Throws_for_an_index_out_of_range(int size)
    {
        string[] items = Items(size);
        ModelList<string> list = ModelList<string>.Of(items);

        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[items.Length]);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Equals_a_list_of_the_same_items_and_no_other(int size)
    {
        string[] items = Items(size);
        ModelList<string> list = ModelList<string>.Of(items);
        ModelList<string> same = ModelList<string>.Of([.. items]);

        Assert.True(list.Equals(same));
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.False(list.Equals(ModelList<string>.Of([.. items, "z"])));
        Assert.False(list.Equals(items));
        Assert.False(list.Equals(null));
        for (int i = 0; i < items.Length; i++)
        {
            string[] changed = [.. items];
            changed[i] = "z";
            Assert.False(list.Equals(ModelList<string>.Of(changed)));
        }
    }

    [Fact]
    public void The_order_of_the_items_makes_a_difference() =>
        Assert.False(ModelList<string>.Of(["a", "b"]).Equals(ModelList<string>.Of(["b", "a"])));

    [Fact]
    public void A_list_of_a_model_with_a_null_is_refused_by_the_name_of_the_member()
    {
        Assert.Throws<ArgumentNullException>("Team", () => new Referral { Team = [null!] });
        Assert.Throws<ArgumentNullException>("Tags", () => Drafts.Stored with { Tags = ["a", null!] });
        Assert.Throws<ArgumentNullException>("Team", () => new CustomerProfile { Team = [new Member(), new Member(), null!] });
        Assert.Throws<ArgumentNullException>("Solutions", () => new ReferralRequirements { Solutions = [null!] });
        Assert.Throws<ArgumentNullException>("Team", () => Terms.Whole with { Team = [null!] });
        Assert.Throws<ArgumentNullException>("Solutions", () => Terms.Whole with { Solutions = [null!] });
        Assert.Throws<ArgumentNullException>("value", () => new ReferralPatch().Team(new Member(), null!));
    }

    private static string[] Items(int size) => [.. Enumerable.Range(0, size).Select(index => $"item {index}")];
}
