namespace PartnerCenter.Referrals.Emulator;

/// <summary>Decides which redirect addresses belong to the app.</summary>
/// <param name="registered">The registered addresses; null accepts every http address of this machine.</param>
/// <param name="isPublic">Whether the app is a public client.</param>
internal sealed class RedirectAddresses(IReadOnlyList<Uri>? registered, bool isPublic)
{
    private const UriComponents WithoutPort = UriComponents.Scheme | UriComponents.Host | UriComponents.PathAndQuery;

    /// <exception cref="EntraException">The address does not belong to the app.</exception>
    public void Check(string redirectUri)
    {
        if (!Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? address)
            || !(registered is null ? IsOfThisMachine(address) : registered.Any(one => IsSame(one, address))))
        {
            throw EntraException.UnknownReplyAddress(redirectUri);
        }
    }

    // The port of a desktop app on this machine is free (RFC 8252, 7.3). That of a web app is compared.
    private bool IsSame(Uri one, Uri other) => one == other
        || (isPublic
            && IsOfThisMachine(one)
            && Uri.Compare(one, other, WithoutPort, UriFormat.UriEscaped, StringComparison.Ordinal) == 0);

    private static bool IsOfThisMachine(Uri address) => address.IsLoopback && address.Scheme == Uri.UriSchemeHttp;
}
