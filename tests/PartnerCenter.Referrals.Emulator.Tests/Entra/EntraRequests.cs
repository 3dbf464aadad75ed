using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Provides what the tests of the emulated Entra share.</summary>
internal static class EntraRequests
{
    public const string Scope = "https://api.partner.microsoft.com/.default";

    public static string[] Scopes { get; } = [Scope];

    public static string AuthorityOf(RawClient client) => $"https://login.microsoftonline.com/{client.Emulator.TenantId}";

    /// <summary>Returns the status of a list that is requested with a token.</summary>
    public static async Task<int> StatusAsync(RawClient client, string accessToken) => (await client.SendAsync(
        HttpMethod.Get, "/v1.0/engagements/referrals", authorization: $"Bearer {accessToken}")).Status;

    public static void AssertFault(RawResponse answer, int status, string error, int code)
    {
        Assert.Equal((status, error), (answer.Status, answer.Json["error"]!.GetValue<string>()));
        Assert.Equal(code, Assert.Single(answer.Json["error_codes"]!.AsArray())!.GetValue<int>());
        Assert.StartsWith($"AADSTS{code}: ", answer.Json["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    public static JsonObject ClaimsOf(string token) =>
        JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();
}
