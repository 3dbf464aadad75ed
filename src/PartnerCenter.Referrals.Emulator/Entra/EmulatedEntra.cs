namespace PartnerCenter.Referrals.Emulator;

/// <summary>Creates the parts of the emulated Entra and connects them.</summary>
internal sealed class EmulatedEntra
{
    public EmulatedEntra(ReferralsEmulatorOptions options, TimeProvider clock)
    {
        Directory = new EntraDirectory(options);
        AccessTokens = new AccessTokens(Directory, clock);
        RefreshTokens = new RefreshTokens(clock, options.RefreshTokensAreSingleUse);
        DeviceCodes = new DeviceCodes(clock, options.CompleteDeviceCodesImmediately);
        var authorizationCodes = new AuthorizationCodes(clock);
        var clients = new ClientAuthentication(
            Directory, new ClientAssertions(options.ClientCertificate, options.ValidateFederatedAssertion, clock));
        var users = new UserGrants(Directory, AccessTokens, RefreshTokens, DeviceCodes, authorizationCodes, options);
        Service = new EntraService(
            new TokenEndpoint(Directory, clients, AccessTokens, users, options.TokenLifetime),
            new DeviceCodeEndpoint(Directory, DeviceCodes),
            new AuthorizeEndpoint(
                Directory, authorizationCodes, new RedirectAddresses(options.RedirectUris, options.PublicClient), options.ConsentIsMissing),
            new Discovery(Directory, AccessTokens),
            clock);
    }

    public EntraDirectory Directory { get; }

    public AccessTokens AccessTokens { get; }

    public RefreshTokens RefreshTokens { get; }

    public DeviceCodes DeviceCodes { get; }

    public EntraService Service { get; }
}
