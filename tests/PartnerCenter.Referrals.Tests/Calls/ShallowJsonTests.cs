using System.Text;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that JSON of any depth becomes a document that can be read in a time that grows with its length only.</summary>
public sealed class ShallowJsonTests
{
    [Theory]
    [InlineData("""{ "a": [ 1, { "b": null } ], "c": "d" }""")]
    [InlineData(" 1 ")]
    [InlineData("[]")]
    public void What_is_shallow_stays_as_it_is(string text) => Assert.Equal(text, Of(text));

    [Fact]
    public void What_is_deeper_than_a_document_reads_becomes_null()
    {
        Assert.Equal(Nested(64, "1"), Of(Nested(64, "1")));
        Assert.Equal(Nested(64, "null"), Of(Nested(65, "1")));
        Assert.Equal($"[{Nested(63, "null,2")},3]", Of($"[{Nested(63, $$"""{ "a": {{Nested(30_000, "1")}} },2""")},3]"));
        Assert.Equal("""[{"a":1},2]""", Of("""[{"a":1},2]"""));
    }

    [Theory]
    [InlineData("""{ "a": 1, "b": "unfin""", """{ "a": 1, "b": null}""")]
    [InlineData("""{ "a": [ 1, """, """{ "a": [ 1]}""")]
    [InlineData("""{ "a": """, """{ "a": null}""")]
    public void A_text_that_was_cut_is_closed(string text, string expected)
    {
        Assert.Equal(expected, Of(text, isCut: true));
        using JsonDocument document = JsonDocument.Parse(Of(text, isCut: true));
    }

    [Fact]
    public void A_text_that_was_cut_in_its_depth_is_closed_too()
    {
        string cut = Of($$"""{ "code": "c", "deep": {{new string('[', 60_000)}}""", isCut: true);

        using JsonDocument document = JsonDocument.Parse(cut);
        Assert.Equal("c", document.RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("<html>")]
    public void What_is_not_JSON_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Of(text));

    private static string Nested(int depth, string value) => $"{new string('[', depth)}{value}{new string(']', depth)}";

    private static string Of(string text, bool isCut = false) =>
        Encoding.UTF8.GetString(ShallowJson.Of(Encoding.UTF8.GetBytes(text), isCut).Span);
}
