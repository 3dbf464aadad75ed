namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents the refusal of a request to the page or to its JSON endpoints.</summary>
internal sealed class ControlException(int statusCode, string message) : Exception(message)
{
    public int StatusCode => statusCode;

    public static ControlException Malformed(string message) => new(400, message);

    public static ControlException NotFound(string message) => new(404, message);
}
