using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that damaged stored texts are refused with an exception of ours, not with one of the parser.</summary>
public sealed class StoredTextTests
{
    [Fact]
    public void A_checkpoint_with_half_a_surrogate_pair_is_none() => Assert.All(
        [
            // Theory data is stored as UTF-8, where halves of surrogate pairs would be lost.
            "\ud800",
            "{\"version\":1,\"from\":null,\"overlap\":0,\"seen\":[{\"id\":\"\udc00\",\"eTag\":\"1\","
                + "\"updatedDateTime\":\"2030-01-01T00:00:00Z\"}]}",
            "{\"version\":1,\"from\":null,\"overlap\":0,\"seen\":[{\"id\":\"\\udc00\",\"eTag\":\"1\","
                + "\"updatedDateTime\":\"2030-01-01T00:00:00Z\"}]}",
        ],
        text =>
        {
            Assert.False(ChangeCheckpoint.TryParse(text, out ChangeCheckpoint? checkpoint));
            Assert.Null(checkpoint);
            Assert.Equal("value", Assert.Throws<ArgumentException>(() => ChangeCheckpoint.Parse(text)).ParamName);
        });

    [Theory]
    [InlineData("""{"aud":"\ud800"}""")]
    [InlineData("""{"\udc00x":1,"aud":"a"}""")]
    [InlineData("""{"amr":["\ud800"]}""")]
    public void A_token_with_half_a_surrogate_pair_is_not_looked_into(string payload)
    {
        string token = $"a.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c";

        Assert.Null(TokenClaims.Of(token));
    }
}
