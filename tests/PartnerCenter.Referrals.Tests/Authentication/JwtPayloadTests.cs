using System.Buffers.Text;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a claim with an odd value counts as absent, and costs no other claim of the token.</summary>
public sealed class JwtPayloadTests
{
    [Theory]
    [InlineData("1", 1L)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("253402300799", 253_402_300_799L)] // The last second that a date can hold.
    [InlineData("253402300800", null)]
    [InlineData("1.5", null)]
    [InlineData("1e30", null)]
    public void A_time_is_a_number_of_seconds_that_a_date_can_hold(string value, long? seconds)
    {
        SignInClaims? claims = SignInClaims.Of(Token($$"""{"tid":"contoso","iat":{{value}}}"""));

        Assert.Equal(("contoso", seconds), (claims?.TenantId, claims?.SignedInAt?.ToUnixTimeSeconds()));
    }

    [Theory]
    [InlineData("\"iat\":\"1800000600\"")]
    [InlineData("\"auth_time\":null")]
    [InlineData("\"preferred_username\":5")]
    [InlineData("\"preferred_username\":\"\"")]
    [InlineData("\"name\":[\"Ada\"]")]
    [InlineData("\"name\":\"\"")]
    [InlineData("\"amr\":\"mfa\"")]
    [InlineData("\"amr\":{\"mfa\":true}")]
    public void A_claim_of_another_kind_is_absent_and_hides_no_other(string claim)
    {
        SignInClaims? claims = SignInClaims.Of(Token($$"""{"tid":"contoso",{{claim}}}"""));

        Assert.NotNull(claims);
        Assert.Equal(
            ("contoso", null, null, null, null),
            (claims.TenantId, claims.UserName, claims.DisplayName, claims.UsedMultiFactor, claims.SignedInAt));
    }

    [Theory]
    [InlineData("{}", "read")]
    [InlineData("[]", null)]
    [InlineData("\"text\"", null)]
    [InlineData("5", null)]
    [InlineData("null", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void Only_an_object_is_read(string payload, string? expected) =>
        Assert.Equal(expected, JwtPayload.Read(Token(payload), _ => "read"));

    [Theory]
    [InlineData(null)]
    [InlineData("opaque")]
    [InlineData("e30.e30")]
    [InlineData("e30.e30.AAAA.AAAA")]
    [InlineData("e30.!.AAAA")]
    public void What_is_no_signed_JWT_is_not_read(string? token) => Assert.Null(JwtPayload.Read(token, _ => "read"));

    private static string Token(string payload) => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload))}.AAAA";
}
