/* SPDX-License-Identifier: MIT */
#include "io/sensor.h"

#include "core/channel.h"
#include "row.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Trees in the shape of the kernel's: Documentation/ABI/testing/sysfs-bus-iio and
 * sysfs-driver-w1_therm, Documentation/hwmon/sysfs-interface.rst. The bus and class directories
 * hold symbolic links into devices/, and those have links back. */

#define IIO(n)               "bus/iio/devices/iio:device" #n
#define SCRATCHPAD           "72 01 4b 46 7f ff 0e 10 57 "
#define W1_SLAVE(verdict, t) SCRATCHPAD ": crc=57 " verdict "\n" SCRATCHPAD "t=" t "\n"
#define POWER_ON             "50 05 4b 46 7f ff 0c 10 1c "
#define W1_POWER_ON          POWER_ON ": crc=1c YES\n" POWER_ON "t=85000\n"

// clang-format off
static const struct tree_file dht22[] = {
    { "devices/platform/dht11@4/iio:device0/name", "dht11@4\n" },
    { "devices/platform/dht11@4/iio:device0/in_temp_input", "21500\n" },
    { "devices/platform/dht11@4/iio:device0/in_humidityrelative_input", "45100\n" },
    { "devices/platform/dht11@4/iio:device0/dev", "252:0\n" },
    { "devices/platform/dht11@4/iio:device0/uevent", "MAJOR=252\nMINOR=0\n" },
    { "devices/platform/dht11@4/iio:device0/power/control", "auto\n" },
    { "devices/platform/dht11@4/iio:device0/subsystem", "-> ../../../../bus/iio" },
    { "devices/platform/dht11@4/subsystem", "-> ../../../bus/platform" },
    { IIO(0), "-> ../../../devices/platform/dht11@4/iio:device0" },
    { "bus/iio/devices/trigger0/name", "dht11-trigger\n" },
    { NULL, NULL },
};
static const struct tree_file bme280[] = {
    { IIO(1) "/name", "bme280\n" },
    { IIO(1) "/in_temp_input", "21870\n" },
    { IIO(1) "/in_humidityrelative_input", "45333\n" },
    { IIO(1) "/in_pressure_input", "99.679996875\n" },
    { IIO(1) "/in_pressure_oversampling_ratio", "16\n" },
    { NULL, NULL },
};
/* raw, offset and scale; the scale of the temperature is shared by its kind. */
static const struct tree_file hts221[] = {
    { IIO(2) "/name", "hts221\n" },
    { IIO(2) "/label", "balcony\n" },
    { IIO(2) "/in_temp0_raw", "182\n" },
    { IIO(2) "/in_temp0_offset", "1200.5\n" },
    { IIO(2) "/in_temp_scale", "15.625\n" },
    { IIO(2) "/in_humidityrelative_raw", "-8192\n" },
    { IIO(2) "/in_humidityrelative_offset", "21024\n" },
    { IIO(2) "/in_humidityrelative_scale", "4.0\n" },
    { NULL, NULL },
};
static const struct tree_file old_bme280[] = {
    { IIO(0) "/name", "bme280\n" },
    { IIO(0) "/in_temp_input", "21870\n" },
    { IIO(0) "/in_humidityrelative_input", "46.333007812\n" },
    { NULL, NULL },
};
static const struct tree_file scd30[] = {
    { IIO(0) "/name", "scd30\n" },
    { IIO(0) "/in_temp_raw", "22000\n" },
    { IIO(0) "/in_humidityrelative_raw", "40000\n" },
    { IIO(0) "/in_concentration_co2_raw", "612\n" },
    { IIO(0) "/in_concentration_co2_scale", "0.000100000\n" },
    { NULL, NULL },
};
static const struct tree_file bmp280[] = {
    { IIO(0) "/name", "bmp280\n" },
    { IIO(0) "/in_temp_input", "20000\n" },
    { IIO(0) "/in_pressure_input", "101.325\n" },
    { NULL, NULL },
};
/* The temperature of a gyroscope and of an analogue converter: not a room's. */
static const struct tree_file chips[] = {
    { IIO(0) "/name", "mpu6050\n" },
    { IIO(0) "/in_temp_raw", "1234\n" },
    { IIO(0) "/in_temp_offset", "12420\n" },
    { IIO(0) "/in_temp_scale", "2.941176\n" },
    { IIO(0) "/in_accel_x_raw", "1\n" },
    { IIO(1) "/name", "xadc\n" },
    { IIO(1) "/in_temp0_raw", "2600\n" },
    { IIO(1) "/in_temp0_offset", "-2219\n" },
    { IIO(1) "/in_temp0_scale", "123.040771484\n" },
    { IIO(1) "/in_voltage0_vccint_raw", "1\n" },
    { IIO(2) "/name", "bh1750\n" },
    { IIO(2) "/in_illuminance_raw", "300\n" },
    { IIO(2) "/in_illuminance_scale", "0.41\n" },
    { IIO(3) "/name", "nothing\n" },
    { NULL, NULL },
};
static const struct tree_file twins[] = {
    { IIO(0) "/name", "dht11\n" },
    { IIO(0) "/in_temp_input", "20000\n" },
    { IIO(0) "/in_humidityrelative_input", "40000\n" },
    { IIO(1) "/name", "dht11\n" },
    { IIO(1) "/in_temp_input", "21000\n" },
    { IIO(1) "/in_humidityrelative_input", "41000\n" },
    { NULL, NULL },
};
static const struct tree_file ds18b20[] = {
    { "devices/w1_bus_master1/28-0316a2795aff/temperature", "23125\n" },
    { "devices/w1_bus_master1/28-0316a2795aff/w1_slave", W1_SLAVE("YES", "23125") },
    { "devices/w1_bus_master1/28-0316a2795aff/hwmon/hwmon0/name", "w1_slave_temp\n" },
    { "devices/w1_bus_master1/28-0316a2795aff/hwmon/hwmon0/temp1_input", "23125\n" },
    { "devices/w1_bus_master1/28-0316a2795aff/hwmon/hwmon0/device", "-> ../.." },
    { "devices/w1_bus_master1/w1_master_slaves", "28-0316a2795aff\n" },
    { "bus/w1/devices/28-0316a2795aff", "-> ../../../devices/w1_bus_master1/28-0316a2795aff" },
    { "bus/w1/devices/w1_bus_master1", "-> ../../../devices/w1_bus_master1" },
    { "class/hwmon/hwmon0",
      "-> ../../devices/w1_bus_master1/28-0316a2795aff/hwmon/hwmon0" },
    { NULL, NULL },
};
static const struct tree_file ds18b20_new[] = {
    { "bus/w1/devices/28-00000aaaaaaa/temperature", "-10125\n" },
    { NULL, NULL },
};
static const struct tree_file ds18b20_old[] = {
    { "bus/w1/devices/28-00000bbbbbbb/w1_slave", W1_SLAVE("YES", "19062") },
    { "bus/w1/devices/10-000801b5a7a6/w1_slave", W1_SLAVE("YES", "18500") },
    { "bus/w1/devices/00-400000000000/rw", "" },
    { "bus/w1/devices/28-00000ccccccc/rw", "" }, /* its driver is not loaded */
    { NULL, NULL },
};
static const struct tree_file sht3x[] = {
    { "devices/i2c-1/1-0044/hwmon/hwmon3/name", "sht3x\n" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/temp1_input", "22340\n" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/temp1_max", "125000\n" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/temp1_alarm", "0\n" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/humidity1_input", "48120\n" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/subsystem", "-> ../../../../../class/hwmon" },
    { "devices/i2c-1/1-0044/hwmon/hwmon3/device", "-> ../.." },
    { "class/hwmon/hwmon3", "-> ../../devices/i2c-1/1-0044/hwmon/hwmon3" },
    { NULL, NULL },
};
static const struct tree_file aht10[] = {
    { "class/hwmon/hwmon1/name", "aht10\n" },
    { "class/hwmon/hwmon1/temp1_input", "22070\n" },
    { "class/hwmon/hwmon1/humidity1_input", "39230\n" },
    { "class/hwmon/hwmon1/update_interval", "2000\n" },
    { NULL, NULL },
};
static const struct tree_file board[] = {
    { "class/thermal/thermal_zone0/type", "cpu-thermal\n" },
    { "class/thermal/thermal_zone0/temp", "48212\n" },
    { "class/thermal/thermal_zone1/type", "gpu thermal\n" },
    { "class/thermal/thermal_zone1/temp", "47000\n" },
    { "class/thermal/cooling_device0/type", "gpio-fan\n" },
    { "class/hwmon/hwmon0/name", "cpu_thermal\n" },
    { "class/hwmon/hwmon0/temp1_input", "48212\n" },
    { "class/hwmon/hwmon4/name", "k10temp\n" },
    { "class/hwmon/hwmon4/temp1_input", "52000\n" },
    { "class/hwmon/hwmon4/temp1_label", "Tctl\n" },
    { "class/hwmon/hwmon4/temp3_input", "44000\n" },
    { "class/hwmon/hwmon4/temp3_label", "Tccd1\n" },
    { "class/hwmon/hwmon5/name", "rpi_volt\n" },
    { "class/hwmon/hwmon5/in0_lcrit_alarm", "0\n" },
    { NULL, NULL },
};
static const struct tree_file dead[] = {
    { "bus/w1/devices/28-00000ddddddd/w1_slave", W1_SLAVE("NO", "23125") },
    { NULL, NULL },
};
static const struct tree_file strange[] = {
    { "bus/iio/devices/iio:device0", "-> ." },
    { "bus/iio/devices/iio:device1", "-> ../../../nowhere" },
    { "bus/iio/devices/iio:device2", "a file\n" },
    { IIO(3) "/name", "x\x1b[2J,'y\n" },
    { IIO(3) "/in_temp_input", "20000\n" },
    { IIO(4) "/in_temp_input", "20500\n" },
    { "bus/w1", "-> iio" },
    { "class/hwmon/hwmon0/temp1_input", "1\n" },
    { "class/thermal", "a file\n" },
    { NULL, NULL },
};
// clang-format on

enum { TREES_MAX = 4 };

static void create_trees(struct tree *tree, const struct tree_file *const files[TREES_MAX])
{
    tree_create(tree, NULL);
    for (size_t i = 0; i < TREES_MAX && files[i]; i++)
        tree_add(tree, files[i]);
}

/* The directory of the test has another name every time: ROOT stands for it. */
static void check_text(const char *name, const struct tree *tree, const struct buf *got,
                       const char *expected)
{
    const char *root = strstr(expected, "ROOT");
    struct buf text = { 0 };

    buf_add(&text, expected, root ? (size_t)(root - expected) : strlen(expected));
    if (root)
        buf_addf(&text, "%s%s", tree->root, root + strlen("ROOT"));
    row_check_text(name, buf_text(got), buf_text(&text));
    buf_finish(&text);
}

static struct sensor *open_sensor(const char *root, const char *text, struct buf *err)
{
    struct sensorspec spec = { 0 };
    struct sensor *sensor = NULL;

    if (sensorspec_parse(text, &spec, err))
        sensor = sensor_create(root, &spec, err);
    sensorspec_finish(&spec);
    return sensor;
}

/* "21.5 °C  45.1 %", "no humidity" for what has no value, and the sentence behind " | ". */
static void read_sensor(struct sensor *sensor, struct buf *out)
{
    struct reading reading = { 0 };
    struct buf why = { 0 };

    if (sensor_read(sensor, &reading, &why)) {
        for (size_t i = 0; i < reading.n_metrics; i++) {
            const struct reading_metric *metric = &reading.metrics[i];

            buf_puts(out, i ? "  " : "");
            if (metric->has_value)
                channel_format(out, metric->name, metric->value);
            else
                buf_addf(out, "no %s", metric->name);
            assert_true(metric->has_value || metric->value == 0);
        }
        assert_false(reading.has_time);
    } else {
        assert_int_equal(reading.n_metrics, 0);
        assert_true(why.len > 0);
    }
    if (why.len)
        buf_addf(out, " | %s", why.data);
    buf_finish(&why);
}

static void check_read(const char *name, struct sensor *sensor, const char *expected)
{
    struct buf got = { 0 };

    read_sensor(sensor, &got);
    row_check_text(name, buf_text(&got), expected);
    buf_finish(&got);
}

static void test_list(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        size_t n;
        const struct tree_file *files[TREES_MAX];
        const char *expected;
    } rows[] = {
        { "DHT22 and the board", 6, { dht22, board },
          "SENSOR                 KIND          NAME             NOW\n"
          "iio:dht11@4            IIO           dht11@4          21.5 °C  45.1 %\n"
          "hwmon:cpu_thermal      hwmon         cpu_thermal      48.2 °C\n"
          "hwmon:k10temp          hwmon         k10temp (Tctl)   52.0 °C\n"
          "hwmon:k10temp/temp3    hwmon         k10temp (Tccd1)  44.0 °C\n"
          "thermal:cpu-thermal    thermal zone  cpu-thermal      48.2 °C\n"
          "thermal:thermal_zone1  thermal zone  gpu thermal      47.0 °C\n"
          "auto takes iio:dht11@4\n" },
        { "chips' own temperatures", 3, { chips },
          "SENSOR       KIND  NAME     NOW\n"
          "iio:mpu6050  IIO   mpu6050  40.2 °C\n"
          "iio:xadc     IIO   xadc     46.9 °C\n"
          "iio:bh1750   IIO   bh1750   123.0 lx\n"
          "auto takes none of them: name one\n" },
        { "one of each", 4, { bme280, hts221, ds18b20, sht3x },
          "SENSOR              KIND    NAME              NOW\n"
          "iio:bme280          IIO     bme280            21.9 °C  45.3 %  996.8 hPa\n"
          "iio:hts221          IIO     hts221 (balcony)  21.6 °C  51.3 %\n"
          "hwmon:sht3x         hwmon   sht3x             22.3 °C  48.1 %\n"
          "w1:28-0316a2795aff  1-wire  DS18B20           23.1 °C\n"
          "auto takes iio:bme280\n" },
        { "old and new 1-wire", 5, { ds18b20_old, ds18b20_new, aht10, bmp280 },
          "SENSOR              KIND    NAME     NOW\n"
          "hwmon:aht10         hwmon   aht10    22.1 °C  39.2 %\n"
          "w1:10-000801b5a7a6  1-wire  DS18S20  18.5 °C\n"
          "w1:28-00000aaaaaaa  1-wire  DS18B20  -10.1 °C\n"
          "w1:28-00000bbbbbbb  1-wire  DS18B20  19.1 °C\n"
          "iio:bmp280          IIO     bmp280   20.0 °C  1013.2 hPa\n"
          "auto takes hwmon:aht10\n" },
        { "more channels", 1, { scd30 },
          "SENSOR     KIND  NAME   NOW\n"
          "iio:scd30  IIO   scd30  22.0 °C  40.0 %  612 ppm\n"
          "auto takes iio:scd30\n" },
        { "percent of an older kernel", 1, { old_bme280 },
          "SENSOR      KIND  NAME    NOW\n"
          "iio:bme280  IIO   bme280  21.9 °C  46.3 %\n"
          "auto takes iio:bme280\n" },
        { "the same twice", 2, { twins },
          "SENSOR       KIND  NAME   NOW\n"
          "iio:device0  IIO   dht11  20.0 °C  40.0 %\n"
          "iio:device1  IIO   dht11  21.0 °C  41.0 %\n"
          "auto takes iio:device0\n" },
        { "what a sysfs should not have", 2, { strange },
          "SENSOR       KIND  NAME         NOW\n"
          "iio:device3  IIO   x\\x1b[2J,'y  20.0 °C\n"
          "iio:device4  IIO   iio:device4  20.5 °C\n"
          "auto takes iio:device3\n" },
        { "a value that is none", 2, { dead, bme280 },
          "SENSOR              KIND    NAME     NOW\n"
          "iio:bme280          IIO     bme280   21.9 °C  45.3 %  996.8 hPa\n"
          "w1:28-00000ddddddd  1-wire  DS18B20  w1_slave: the CRC is wrong\n"
          "auto takes iio:bme280\n" },
        { "nothing", 0, { NULL }, "no sensor found below ROOT\n" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };
        struct tree tree;

        create_trees(&tree, rows[i].files);
        row_check(rows[i].name, sensor_format_list(tree.root, &got) == rows[i].n);
        check_text(rows[i].name, &tree, &got, rows[i].expected);
        buf_finish(&got);
        tree_destroy(&tree);
    }
}

/* Which sensor is meant, or the sentence. */
static void test_choose(void **state)
{
    // clang-format off
    static const struct {
        const char *spec;
        const struct tree_file *files[TREES_MAX];
        const char *expected;
    } rows[] = {
        { "auto", { ds18b20, dht22 }, "iio:dht11@4" },
        { "auto", { ds18b20, sht3x }, "hwmon:sht3x" },
        { "auto", { ds18b20, bmp280, board }, "w1:28-0316a2795aff" },
        { "auto", { bmp280, board }, "iio:bmp280" },
        { "iio", { ds18b20, bmp280 }, "iio:bmp280" },
        { "iio:bme280", { bme280, hts221 }, "iio:bme280" },
        { "iio:balcony", { bme280, hts221 }, "iio:hts221" },
        { "iio:device2", { bme280, hts221 }, "iio:hts221" },
        { "iio:iio:device2", { bme280, hts221 }, "iio:hts221" },
        { "iio:device1", { twins }, "iio:device1" },
        { "iio:mpu6050", { chips }, "iio:mpu6050" },
        { "w1", { ds18b20_old, dht22 }, "w1:10-000801b5a7a6" },
        { "w1:28-00000bbbbbbb", { ds18b20_old }, "w1:28-00000bbbbbbb" },
        { "w1:00000bbbbbbb", { ds18b20_old }, "w1:28-00000bbbbbbb" },
        { "hwmon:sht3x", { sht3x, board }, "hwmon:sht3x" },
        { "hwmon:sht3x/temp1", { sht3x, board }, "hwmon:sht3x" },
        { "hwmon:hwmon3", { sht3x, board }, "hwmon:sht3x" },
        { "hwmon:k10temp", { board }, "hwmon:k10temp" },
        { "hwmon:k10temp/temp3", { board }, "hwmon:k10temp/temp3" },
        { "hwmon:k10temp/Tccd1", { board }, "hwmon:k10temp/temp3" },
        { "hwmon:hwmon4/Tctl", { board }, "hwmon:k10temp" },
        { "thermal:cpu-thermal", { board }, "thermal:cpu-thermal" },
        { "thermal:gpu thermal", { board }, "thermal:thermal_zone1" },
        { "thermal:thermal_zone1", { board }, "thermal:thermal_zone1" },
        { "exec:/bin/echo 'a b'", { NULL }, "exec:/bin/echo 'a b'" },

        { "auto", { NULL },
          "no sensor that could stand for a room's, and there is no other: 'auto'" },
        { "auto", { board },
          "no sensor that could stand for a room's, one of hwmon:cpu_thermal, hwmon:k10temp, "
          "hwmon:k10temp/temp3, thermal:cpu-thermal, thermal:thermal_zone1 is accepted: 'auto'" },
        { "w1", { dht22 },
          "no sensor that could stand for a room's, one of iio:dht11@4 is accepted: 'w1'" },
        { "iio:bme680", { bme280, dht22 },
          "no such sensor, one of iio:dht11@4, iio:bme280 is accepted: 'iio:bme680'" },
        { "w1:DS18B20", { ds18b20 },
          "no such sensor, one of w1:28-0316a2795aff is accepted: 'w1:DS18B20'" },
        { "hwmon:w1_slave_temp", { ds18b20 },
          "no such sensor, one of w1:28-0316a2795aff is accepted: 'hwmon:w1_slave_temp'" },
        { "hwmon:k10temp/temp2", { board },
          "no such sensor, one of hwmon:cpu_thermal, hwmon:k10temp, hwmon:k10temp/temp3, "
          "thermal:cpu-thermal, thermal:thermal_zone1 is accepted: 'hwmon:k10temp/temp2'" },
        { "iio:dht11", { twins },
          "more than one sensor of that name, one of iio:device0, iio:device1 is accepted: "
          "'iio:dht11'" },
        { "iio:../devices/iio:device0", { twins },
          "no such sensor, one of iio:device0, iio:device1 is accepted: "
          "'iio:../devices/iio:device0'" },
        { "iio:", { dht22 }, "not iio or iio:NAME: 'iio:'" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        struct buf got = { 0 };
        struct tree tree;
        struct sensor *sensor;

        create_trees(&tree, rows[i].files);
        sensor = open_sensor(tree.root, rows[i].spec, &got);
        row_check(rows[i].spec, !sensor || !got.len);
        if (sensor)
            buf_puts(&got, sensor_spec(sensor));
        check_text(rows[i].spec, &tree, &got, rows[i].expected);
        sensor_destroy(sensor);
        buf_finish(&got);
        tree_destroy(&tree);
    }
}

static void test_no_root(void **state)
{
    struct buf err = { 0 };

    assert_null(open_sensor("/nonexistent/sys", "auto", &err));
    assert_string_equal(buf_text(&err), "No such file or directory, a directory such as /sys is "
                                        "accepted: '/nonexistent/sys'");
    buf_clear(&err);
    assert_int_equal(sensor_format_list("/nonexistent/sys", &err), 0);
    assert_string_equal(buf_text(&err), "no sensor found below /nonexistent/sys\n");
    buf_finish(&err);
}

/* One value of a good sensor is bad: the other is there, and the sentence names the first. */
static void test_bad_value(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *content;
        const char *expected;
    } rows[] = {
        { "empty", "", "no temperature  45.1 % | in_temp_input: empty" },
        { "garbage", "N/A\n", "no temperature  45.1 % | in_temp_input: not a number: 'N/A'" },
        { "an error of the bus", "-> /proc/self/mem",
          "no temperature  45.1 % | in_temp_input: Input/output error" },
        { "disconnected", "-127000\n",
          "no temperature  45.1 % | temperature of -127, plausible is -90…300 °C" },
        { "out of range", "850000\n",
          "no temperature  45.1 % | temperature of 850, plausible is -90…300 °C" },
        { "nan", "nan\n", "no temperature  45.1 % | in_temp_input: not a number: 'nan'" },
        { "85 °C is nothing special here", "85000\n", "85.0 °C  45.1 %" },
        { "zero", "0\n", "0.0 °C  45.1 %" },
        { "a directory in its place", "-> dir",
          "no temperature  45.1 % | in_temp_input: not an attribute" },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        const struct tree_file files[] = {
            { IIO(0) "/in_temp_input", rows[i].content },
            { IIO(0) "/in_humidityrelative_input", "45100\n" },
            { IIO(0) "/dir", NULL },
            { NULL, NULL },
        };
        struct buf err = { 0 };
        struct tree tree;
        struct sensor *sensor;

        tree_create(&tree, files);
        sensor = open_sensor(tree.root, "auto", &err);
        row_check(rows[i].name, sensor != NULL);
        check_read(rows[i].name, sensor, rows[i].expected);
        check_read(rows[i].name, sensor, rows[i].expected); /* the next time as well */
        sensor_destroy(sensor);
        buf_finish(&err);
        tree_destroy(&tree);
    }
}

/* What a file says at each of several calls, and what is returned. */
enum { STEPS_MAX = 6 };

struct step {
    const char *content;
    const char *expected;
};

static void play(const char *name, const char *spec, const char *path,
                 const struct step steps[STEPS_MAX])
{
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;

    tree_create(&tree, NULL);
    tree_write(&tree, path, steps[0].content);
    sensor = open_sensor(tree.root, spec, &err);
    row_check_text(name, buf_text(&err), "");
    for (size_t i = 0; i < STEPS_MAX && steps[i].content; i++) {
        tree_write(&tree, path, steps[i].content);
        check_read(name, sensor, steps[i].expected);
    }
    sensor_destroy(sensor);
    buf_finish(&err);
    tree_destroy(&tree);
}

#define HOT       "50 05 4b 46 7f ff 10 10 07 "
#define ZEROS     "00 00 00 00 00 00 00 00 00 "
#define NEW       " | temperature: 85 °C, which it also says before it has measured"
#define SLAVE_NEW " | w1_slave: 85 °C, which it also says before it has measured"
#define CRC       " | w1_slave: the CRC is wrong"

static void test_w1(void **state)
{
    // clang-format off
    static const struct {
        const char *name;
        const char *file;
        struct step steps[STEPS_MAX];
    } rows[] = {
        { "85 °C first, then measured", "temperature",
          { { "85000\n", NEW }, { "21000\n", "21.0 °C" } } },
        { "85 °C for ever", "temperature",
          { { "85000\n", NEW }, { "85000\n", NEW }, { "85000\n", NEW } } },
        { "a loose wire", "temperature",
          { { "21000\n", "21.0 °C" }, { "85000\n", NEW }, { "21062\n", "21.1 °C" } } },
        { "a boiler", "temperature",
          { { "84937\n", "84.9 °C" }, { "85000\n", "85.0 °C" }, { "85000\n", "85.0 °C" } } },
        { "a boiler, and its wire", "w1_slave",
          { { W1_POWER_ON, SLAVE_NEW }, { HOT ": crc=07 YES\n" HOT "t=85000\n", "85.0 °C" } } },
        { "CRC", "w1_slave",
          { { W1_SLAVE("NO", "23125"), CRC }, { W1_SLAVE("YES", "23125"), "23.1 °C" },
            { W1_SLAVE("NO", "23125"), CRC } } },
        { "a short circuit", "w1_slave",
          { { ZEROS ": crc=00 YES\n" ZEROS "t=0\n",
              " | w1_slave: nothing but zeros: no power, or a short circuit" } } },
        { "no answer", "w1_slave", { { "", " | w1_slave: empty" } } },
        { "-127", "temperature", { { "-127000\n", " | temperature: outside -55…125 °C" } } },
        { "no power for a conversion", "temperature",
          { { "127937\n", " | temperature: outside -55…125 °C" } } },
        { "its range", "temperature",
          { { "-55000\n", "-55.0 °C" }, { "125000\n", "125.0 °C" },
            { "-55001\n", " | temperature: outside -55…125 °C" } } },
    };
    // clang-format on

    for (size_t i = 0; i < ROW_COUNT(rows); i++) {
        char path[64];

        snprintf(path, sizeof path, "bus/w1/devices/28-0316a2795aff/%s", rows[i].file);
        play(rows[i].name, "auto", path, rows[i].steps);
    }
}

static void test_hwmon_fault(void **state)
{
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;

    tree_create(&tree, aht10);
    tree_write(&tree, "class/hwmon/hwmon1/temp1_fault", "1\n");
    sensor = open_sensor(tree.root, "auto", &err);
    check_read("fault", sensor,
               "no temperature  39.2 % | temp1_fault: the chip reports a fault of its sensor");
    tree_write(&tree, "class/hwmon/hwmon1/temp1_fault", "0\n");
    check_read("no fault", sensor, "22.1 °C  39.2 %");
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&err);
}

static void test_counts(void **state)
{
    struct buf err = { 0 };
    struct reading blank;
    struct tree tree;
    struct sensor *sensor;
    struct sensor_counts counts;

    tree_create(&tree, bme280);
    sensor = open_sensor(tree.root, "auto", &err);
    check_read("good", sensor, "21.9 °C  45.3 %  996.8 hPa");
    tree_write(&tree, IIO(1) "/in_pressure_input", "\n");
    check_read("one is bad", sensor, "21.9 °C  45.3 %  no pressure_hpa | in_pressure_input: empty");
    tree_write(&tree, IIO(1) "/in_temp_input", "\n");
    tree_write(&tree, IIO(1) "/in_humidityrelative_input", "\n");
    check_read("all are bad", sensor,
               " | in_temp_input: empty; in_humidityrelative_input: empty; "
               "in_pressure_input: empty");
    counts = sensor_get_counts(sensor);
    assert_int_equal(counts.readings, 2);
    assert_int_equal(counts.failures, 1);
    assert_int_equal(counts.refused, 0 + 2 * 1 + 2 * 3);
    assert_int_equal(counts.retries, 2);

    sensor_blank(sensor, &blank);
    assert_int_equal(blank.n_metrics, 3);
    for (size_t i = 0; i < blank.n_metrics; i++)
        assert_false(blank.metrics[i].has_value);
    assert_string_equal(blank.metrics[0].name, "temperature");
    assert_string_equal(blank.metrics[2].name, "pressure_hpa");
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&err);
}

static int lease_fd;

static void give_up_lease(int signo)
{
    fcntl(lease_fd, F_SETLEASE, F_UNLCK);
}

/* A lease makes the first open() fail with EAGAIN, as a driver that is busy does; then it is over.
 */
static void test_asks_again(void **state)
{
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;
    struct sensor_counts counts;
    char path[128];

    tree_create(&tree, dht22);
    sensor = open_sensor(tree.root, "auto", &err);
    snprintf(path, sizeof path, "%s/%s", tree.root, IIO(0) "/in_temp_input");
    lease_fd = open(path, O_RDWR | O_CLOEXEC);
    assert_true(lease_fd >= 0);
    signal(SIGIO, give_up_lease);
    if (fcntl(lease_fd, F_SETLEASE, F_WRLCK) == 0) {
        check_read("busy once", sensor, "21.5 °C  45.1 %");
        counts = sensor_get_counts(sensor);
        assert_int_equal(counts.readings, 1);
        assert_int_equal(counts.refused, 1);
        assert_int_equal(counts.retries, 1);
    } else {
        print_message("no leases on this file system: %s\n", strerror(errno));
    }
    signal(SIGIO, SIG_DFL);
    close(lease_fd);
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&err);
}

static void test_unplugged(void **state)
{
    static const struct tree_file again[] = {
        { IIO(7) "/name", "bme280\n" },
        { IIO(7) "/in_temp_input", "19000\n" },
        { IIO(7) "/in_humidityrelative_input", "50000\n" },
        { NULL, NULL },
    };
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;

    tree_create(&tree, bme280);
    sensor = open_sensor(tree.root, "auto", &err);
    check_read("there", sensor, "21.9 °C  45.3 %  996.8 hPa");
    tree_remove(&tree, IIO(1));
    check_read("away", sensor, " | not there, unplugged?");
    check_read("still away", sensor, " | not there, unplugged?");
    tree_write(&tree, IIO(1) "/name", "dht11\n");
    tree_write(&tree, IIO(1) "/in_temp_input", "99000\n");
    check_read("another one has its number", sensor, " | not there, unplugged?");
    tree_add(&tree, again);
    check_read("back under another number", sensor,
               "19.0 °C  50.0 %  no pressure_hpa | pressure_hpa: no longer there");
    tree_write(&tree, IIO(7) "/in_temp_input", "19500\n");
    tree_remove(&tree, "bus");
    tree_add(&tree, bme280);
    check_read("back as it was", sensor, "21.9 °C  45.3 %  996.8 hPa");
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&err);
}

/* Its number is all that tells it from its twin: another chip under that number is not it. */
static void test_unplugged_twin(void **state)
{
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;

    tree_create(&tree, twins);
    sensor = open_sensor(tree.root, "iio:device1", &err);
    check_read("there", sensor, "21.0 °C  41.0 %");
    tree_remove(&tree, IIO(1));
    check_read("away", sensor, " | not there, unplugged?");
    tree_write(&tree, IIO(1) "/name", "mpu6050\n");
    tree_write(&tree, IIO(1) "/in_temp_input", "60000\n");
    check_read("another chip", sensor, " | not there, unplugged?");
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&err);
}

/* A reader that is called for years must not keep a descriptor a call. */
static void test_keeps_no_descriptor(void **state)
{
    struct buf err = { 0 };
    struct tree tree;
    struct sensor *sensor;
    int before = dup(0), after;

    close(before);
    tree_create(&tree, hts221);
    sensor = open_sensor(tree.root, "auto", &err);
    for (int i = 0; i < 3; i++)
        check_read("there", sensor, "21.6 °C  51.3 %");
    tree_remove(&tree, "bus");
    for (int i = 0; i < 3; i++)
        check_read("away", sensor, " | not there, unplugged?");
    sensor_destroy(sensor);
    sensor_destroy(NULL);
    sensor_format_list(tree.root, &err);
    after = dup(0);
    close(after);
    assert_int_equal(before, after);
    tree_destroy(&tree);
    buf_finish(&err);
}

static void test_command(void **state)
{
    struct buf err = { 0 };
    struct buf text = { 0 };
    struct reading blank;
    struct tree tree;
    struct sensor *sensor;

    tree_create(&tree, NULL);
    buf_addf(&text, "exec:sh -c '. %s/script'", tree.root);
    tree_write(&tree, "script", "echo 21.5\n");
    sensor = open_sensor(tree.root, buf_text(&text), &err);
    assert_non_null(sensor);
    sensor_blank(sensor, &blank);
    assert_int_equal(blank.n_metrics, 1);
    assert_string_equal(blank.metrics[0].name, "temperature");
    check_read("a number", sensor, "21.5 °C");
    tree_write(&tree, "script", "echo humidity=45 temperature=21.5; echo battery_v=3.9\n");
    check_read("pairs", sensor, "21.5 °C  45.0 %  battery_v 3.9");
    tree_write(&tree, "script", "echo 21.5; exit 3\n");
    check_read("its status", sensor, " | ended with status 3");
    sensor_blank(sensor, &blank);
    assert_int_equal(blank.n_metrics, 3);
    assert_false(blank.metrics[2].has_value);
    assert_int_equal(sensor_get_counts(sensor).readings, 2);
    assert_int_equal(sensor_get_counts(sensor).failures, 1);
    assert_int_equal(sensor_get_counts(sensor).refused, 1);
    sensor_destroy(sensor);
    tree_destroy(&tree);
    buf_finish(&text);
    buf_finish(&err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_choose),
        cmocka_unit_test(test_no_root),
        cmocka_unit_test(test_bad_value),
        cmocka_unit_test(test_w1),
        cmocka_unit_test(test_hwmon_fault),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_asks_again),
        cmocka_unit_test(test_unplugged),
        cmocka_unit_test(test_unplugged_twin),
        cmocka_unit_test(test_keeps_no_descriptor),
        cmocka_unit_test(test_command),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
