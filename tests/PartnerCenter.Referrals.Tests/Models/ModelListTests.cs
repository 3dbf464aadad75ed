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
    public void Accepts_a_null_that_a_caller_puts_in()
    {
        ModelList<Member> list = ModelList<Member>.CopyOf([null!]);

        Assert.True(list.Equals(ModelList<Member>.CopyOf([null!])));
        Assert.False(list.Equals(ModelList<Member>.CopyOf([new Member()])));
        Assert.Equal(list.GetHashCode(), ModelList<Member>.CopyOf([null!]).GetHashCode());
    }

    private static string[] Items(int size) => [.. Enumerable.Range(0, size).Select(index => $"item {index}")];
}
