using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Emulates Entra's <c>/{tenant}/oauth2/v2.0/devicecode</c>, where a sign-in on another device starts.</summary>
internal sealed class DeviceCodeEndpoint(EntraDirectory directory, DeviceCodes codes)
{
    private const string MicrosoftPage = "https://microsoft.com/devicelogin";

    public EmulatedResponse Handle(string tenant, EmulatedRequest request)
    {
        var form = new EntraForm(request.BodyText);
        directory.CheckTenant(tenant, forUsers: true);
        directory.CheckClient(form.GetRequired("client_id"), tenant);
        (string deviceCode, string userCode) = codes.Start(form.GetRequired("scope"));

        // A program that reached the emulator by its own address shows its user the emulator's page, where the code can be entered.
        string page = new Uri(request.Origin).IsLoopback ? $"{request.Origin}/" : MicrosoftPage;
        return EmulatedResponse.Json(200, new JsonObject
        {
            ["user_code"] = userCode,
            ["device_code"] = deviceCode,
            ["verification_uri"] = page,
            ["expires_in"] = (long)DeviceCodes.Lifetime.TotalSeconds,
            ["interval"] = 5,
            ["message"] = $"To sign in, use a web browser to open the page {page} and enter the code {userCode} to authenticate.",
        });
    }
}
