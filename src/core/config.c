/* SPDX-License-Identifier: MIT */
#include "core/config.h"

#include "core/address.h"
#include "core/bulletin.h"
#include "core/config-origin.h"
#include "core/mem.h"
#include "core/number.h"
#include "core/option.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void config_init(struct config *config)
{
    struct buf err = { 0 };

    *config = (struct config){ .origins = mem_zero(option_count(), sizeof(char *)) };
    for (size_t i = 0; i < option_count(); i++) {
        const struct option *option = option_get(i);
        bool ok = !option->fallback || option_set(option, config, option->fallback, &err);

        assert(ok);
        (void)ok;
    }
    config->watch.locations.is_default = true;
    config->publish.sensors.is_default = true;
    config->screen.columns.is_default = true;
    buf_finish(&err);
}

/* Wipes it as well: it may be a password. */
static void config_free_text(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

static void config_free_proxy(struct config_proxy *proxy)
{
    config_free_text(&proxy->host);
    config_free_text(&proxy->username);
    config_free_text(&proxy->password);
}

void config_finish(struct config *config)
{
    for (size_t i = 0; i < option_count() && config->origins; i++) {
        void *at = (char *)config + option_get(i)->at;

        free(config->origins[i]);
        if (option_get(i)->type == OPTION_TEXT)
            config_free_text(at);
        if (option_get(i)->type == OPTION_LIST || option_get(i)->type == OPTION_RULES)
            config_list_finish(at);
    }
    free(config->origins);
    for (size_t i = 0; i < config->watch.n_sections; i++)
        rule_section_finish(&config->watch.sections[i]);
    free(config->watch.sections);
    for (size_t i = 0; i < config->watch.n_devices; i++)
        device_section_finish(&config->watch.devices[i]);
    free(config->watch.devices);
    config_keys_finish(&config->keys);
    config_free_text(&config->broker.tls.key_password);
    config_free_proxy(&config->broker.proxy);
    *config = (struct config){ 0 };
}

static void config_move_text(char **to, char **from)
{
    if (!*from)
        return;
    config_free_text(to);
    *to = *from;
    *from = NULL;
}

bool config_apply_broker(struct config *config, const char *text, struct buf *err)
{
    struct address address;

    if (!address_parse(text, &address, err))
        return false;
    config_move_text(&config->broker.host, &address.host);
    config_move_text(&config->broker.username, &address.username);
    config_move_text(&config->broker.password, &address.password);
    if (address.port)
        config->broker.port = address.port;
    if (address.tls)
        config->broker.tls.on = true;
    address_finish(&address);
    return true;
}

bool config_apply_proxy(struct config *config, const char *text, struct buf *err)
{
    struct config_proxy *proxy = &config->broker.proxy;
    struct address address;

    if (!address_parse_proxy(text, &address, err))
        return false;
    config_free_proxy(proxy);
    config_move_text(&proxy->host, &address.host);
    config_move_text(&proxy->username, &address.username);
    config_move_text(&proxy->password, &address.password);
    proxy->port = address.port ? address.port : CONFIG_PORT_PROXY;
    address_finish(&address);
    return true;
}

/* tlsv1.2 is what holds anyway: in a file, perhaps one of --print-config, it asks for nothing. */
static bool config_asks_for_tls_version(const struct config *config)
{
    return config->broker.tls.version != CONFIG_TLS_12 || config_is_argument(config, "tls-version");
}

void config_settle(struct config *config)
{
    struct config_broker *broker = &config->broker;
    struct config_tls *tls = &broker->tls;

    tls->on = !tls->off && (tls->on || tls->cafile || tls->capath || tls->cert || tls->psk ||
                            tls->alpn || tls->ciphers || tls->insecure ||
                            config_asks_for_tls_version(config) || broker->port == CONFIG_PORT_TLS);
    if (!broker->port)
        broker->port = tls->on ? CONFIG_PORT_TLS : CONFIG_PORT;
    if (config->output.check)
        config->watch.alert_on_retained = config->watch.alert_at_once = true;
    if (!config->screen.delay_ms)
        config->screen.delay_ms =
            config->output.batch ? CONFIG_DELAY_BATCH_MS : CONFIG_DELAY_SCREEN_MS;
}

/* A limit of the temperature that an option has set. */
struct config_limit {
    const char *name;
    double limit_c;
    bool is_set;
    bool is_upper;
};

/* "--low: not below --high, which is 30: '31'" */
static bool config_refuse_order(struct buf *err, const struct config_limit *lower,
                                const struct config_limit *upper)
{
    buf_addf(err, "%s: not below %s, which is ", lower->name, upper->name);
    number_format_exact(err, upper->limit_c);
    buf_puts(err, ": '");
    number_format_exact(err, lower->limit_c);
    buf_puts(err, "'");
    return false;
}

static bool config_refuse_hysteresis(struct buf *err, const struct config_limit *lower,
                                     const struct config_limit *upper, double hysteresis_c)
{
    buf_addf(err, "--hysteresis: more than there is between %s and %s, ", lower->name, upper->name);
    number_format_exact(err, upper->limit_c - lower->limit_c);
    buf_puts(err, ": '");
    number_format_exact(err, hysteresis_c);
    buf_puts(err, "'");
    return false;
}

/* A warning that comes after what it warns of is a mistake, too. */
static bool config_check_watch(const struct config_watch *watch, struct buf *err)
{
    const struct config_limit limits[] = {
        { "--low", watch->low_c, watch->has_low, false },
        { "--warn-low", watch->warn_low_c, watch->has_warn_low, false },
        { "--warn-high", watch->warn_high_c, watch->has_warn_high, true },
        { "--high", watch->high_c, !watch->no_high, true },
    };
    const struct config_limit *lower = NULL;

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        const struct config_limit *upper = &limits[i];

        if (!upper->is_set)
            continue;
        if (lower && lower->limit_c >= upper->limit_c)
            return config_refuse_order(err, lower, upper);
        if (lower && !lower->is_upper && upper->is_upper &&
            watch->hysteresis_c > upper->limit_c - lower->limit_c)
            return config_refuse_hysteresis(err, lower, upper, watch->hysteresis_c);
        lower = upper;
    }
    return true;
}

static bool config_check_login(const struct config_broker *broker, struct buf *err)
{
    const char *password = broker->password        ? "--pw"
                           : broker->password_file ? "--password-file"
                           : broker->ask_password  ? "--ask-password"
                                                   : NULL;

    if (!password || broker->username || broker->protocol == CONFIG_PROTOCOL_5)
        return true;
    buf_addf(err, "%s: needs --username as well, only MQTT 5 (-V mqttv5) has passwords without one",
             password);
    return false;
}

static bool config_check_way(const struct config_broker *broker, struct buf *err)
{
    if (broker->host[0] != '/')
        return true;
    if (broker->proxy.host)
        buf_addf(err, "--proxy: leads to no socket of this machine: '%s'", broker->host);
    else if (broker->bind_address)
        buf_addf(err, "--bind-address: has no meaning for the socket '%s'", broker->host);
    return !broker->proxy.host && !broker->bind_address;
}

static bool config_check_tls(const struct config_tls *tls, struct buf *err)
{
    const char *why = NULL;

    if (tls->key && !tls->cert)
        why = "--key: needs the certificate that it belongs to, --cert";
    else if (tls->psk && !tls->psk_identity)
        why = "--psk: needs --psk-identity";
    else if (tls->psk_identity && !tls->psk)
        why = "--psk-identity: needs --psk";
    else if (tls->psk && (tls->cafile || tls->capath || tls->cert || tls->insecure))
        why = "--psk: either a key both sides know, or certificates, not both";
    else if (tls->psk && tls->version == CONFIG_TLS_13)
        why = "--psk: not with --tls-version tlsv1.3, only TLS 1.2 has such keys";
    if (why)
        buf_puts(err, why);
    return !why;
}

static const char *config_doubt_publish(const struct config_publish *publish)
{
    if (publish->simulate && !publish->sensors.is_default)
        return "--simulate: not together with --sensor";
    if (publish->scenario && !publish->sensors.is_default)
        return "--scenario: not together with --sensor";
    if (publish->list && publish->print)
        return "--list: not together with --print";
    return NULL;
}

static bool config_check_columns(const struct config_list *columns, struct buf *err)
{
    if (columns->n > CONFIG_COLUMNS_MAX) {
        buf_addf(err, "--columns: at most %d of them", CONFIG_COLUMNS_MAX);
        return false;
    }
    for (size_t i = 0; i < columns->n && columns->n > 1; i++)
        if (strcmp(columns->items[i], "auto") == 0) {
            buf_puts(err, "--columns: auto stands alone");
            return false;
        }
    return true;
}

static bool config_check_tell(const struct config *config, struct buf *err)
{
    const char *topic = config->tell.publish_topic;
    const char *why = NULL;

    if (topic && config->watch.readonly)
        why = "--publish-alerts: not together with --readonly";
    else if (topic && !bulletin_has_location(topic) && config_has_locations(&config->watch))
        why = "--publish-alerts: needs a {location} where there are several";
    if (why)
        buf_puts(err, why);
    return !why;
}

static bool config_check_all(const struct config *config, int program, struct buf *err)
{
    const char *why = NULL;

    if (config->help || config->version)
        return true;
    if (config->print_config && config->check_config)
        why = "--print-config: not together with --check-config";
    else if (program == OPTION_SENSORPUB)
        why = config_doubt_publish(&config->publish);
    if (why) {
        buf_puts(err, why);
        return false;
    }
    return config_check_modes(config, err) && config_check_login(&config->broker, err) &&
           config_check_way(&config->broker, err) && config_check_tls(&config->broker.tls, err) &&
           config_check_watch(&config->watch, err) &&
           config_check_columns(&config->screen.columns, err) && config_check_tell(config, err);
}

bool config_check(const struct config *config, int program, struct buf *err)
{
    bool ok = config_check_all(config, program, err);

    config_name_origins(config, err);
    return ok;
}

bool config_has_location(const struct config_watch *watch, const char *location, size_t len)
{
    for (size_t i = 0; i < watch->locations.n; i++) {
        const char *item = watch->locations.items[i];

        if (strcmp(item, "+") == 0 || (strlen(item) == len && memcmp(item, location, len) == 0))
            return true;
    }
    return false;
}

bool config_has_locations(const struct config_watch *watch)
{
    return watch->locations.n > 1 || strcmp(watch->locations.items[0], "+") == 0;
}

bool config_has_screen(const struct config_output *output)
{
    return !output->headless && !output->once && !output->batch && !output->check &&
           !output->json && !output->csv;
}
